-- The rows that share days with an earlier one of their kind and meter.
--
-- Credits and the bills that they take back are left out; so are meters, or facilities, that have days alone, but
-- for rows without a meter that are there twice. A reach is the last day of the rows before, packed with the id of
-- its row; copy is the first row the same in every column, twin the first of the same days and quantity. earlier is
-- the id of the other row, to the last day shared, how: days for a bill of the same meter, parts for a row inside a
-- longer one, shared where it is only the last day of the other, same for a row of a file without meters that is
-- twice there.
WITH longer AS (SELECT DISTINCT thing, kind, meter FROM not_taken_back WHERE "size" > 0),
alone AS (
    SELECT *, hash(signature, place, whole) AS alike
    FROM not_taken_back ANTI JOIN longer USING (thing, kind, meter) WHERE meter = ''
),
several AS (SELECT alike FROM alone GROUP BY alike HAVING count(*) > 1),
looked_at AS (
    SELECT * FROM not_taken_back SEMI JOIN longer USING (thing, kind, meter)
    UNION ALL SELECT * EXCLUDE (alike) FROM alone SEMI JOIN several USING (alike)
),
copies AS (
    SELECT signature, place, whole, '' AS meter, min(id) AS copy FROM looked_at WHERE meter = '' GROUP BY ALL
),
twins AS (
    SELECT kind, signature, "first", "last", exact, '' AS meter, min(id) AS twin
    FROM looked_at WHERE meter = '' GROUP BY ALL
),
reaching AS (
    SELECT *, CAST("last" AS BIGINT) * {ids} + id AS packed,
        max(CASE WHEN "size" >= 1 THEN packed END) OVER earlier_ones AS reach_1,
        max(CASE WHEN "size" >= 2 THEN packed END) OVER earlier_ones AS reach_2,
        max(CASE WHEN "size" >= 3 THEN packed END) OVER earlier_ones AS reach_3
    FROM looked_at
    WINDOW earlier_ones AS (
        PARTITION BY thing, kind, meter ORDER BY "first", "size" DESC, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
reached AS (
    SELECT *, CASE "size" WHEN 0 THEN reach_1 WHEN 1 THEN reach_2 WHEN 2 THEN reach_3 END AS inside,
        CASE WHEN meter <> '' OR (billed AND "size" > 0) THEN reach_1 ELSE inside END AS reach,
        least("last", reach // {ids}) AS end_of_both,
        reach IS NOT NULL AND end_of_both >= "first" AS touches,
        coalesce(inside // {ids} >= "last", false) AS nested
    FROM reaching
    LEFT JOIN copies USING (signature, place, whole, meter)
    LEFT JOIN twins USING (kind, signature, "first", "last", exact, meter)
),
ways AS (
    SELECT *, CASE
        WHEN exact <> 0 AND meter = '' AND (copy < id OR (billed AND "size" > 0 AND twin < id)) THEN 'same'
        WHEN touches AND nested THEN 'parts'
        WHEN touches AND end_of_both = "first" AND "last" > "first" THEN 'shared'
        WHEN touches THEN 'days' END AS how
    FROM reached
),
regular AS (
    SELECT *, coalesce(how = 'days', false) AND meter = '' AND {several_meters} <=
        100 * avg(CAST(coalesce(how = 'days', false) AS DOUBLE)) OVER (PARTITION BY thing, kind, meter) AS several
    FROM ways
)
SELECT id, signature, place, thing, kind, meter, exact, "first", "last", days, how,
    CAST(CASE WHEN how = 'same' THEN "last" ELSE end_of_both END AS INTEGER) AS "to",
    CASE how WHEN 'same' THEN least(copy, twin) WHEN 'parts' THEN inside % {ids} ELSE reach % {ids} END AS earlier
FROM regular WHERE NOT several AND how IS NOT NULL AND exact > 0
