-- The rows that share days with an earlier one of their kind and meter, and those that are another row once more.
--
-- Credits and the bills that they take back are left out; so are meters, or facilities, that have days alone, but
-- for rows that are there twice. A reach is the last day of the rows before, packed with the id of its row. A row is
-- there twice in two ways: a copy is alike in every column, whatever the spelling of its cells; a bill that does not
-- say which it is (by a meter, a record_id, a note or a time of its own) has the days and the quantity of another. earlier is
-- the id of the other row, to the last day shared, how: days for a bill of the same meter, parts for a row inside a
-- longer one, shared where it is only the last day of the other, same for a row that is there twice.
WITH longer AS (SELECT DISTINCT thing, kind, meter FROM not_taken_back WHERE "size" > 0),
keyed AS (
    SELECT id, bill, "first", "last", amount, note, whole, identified, meter, billed, "size",
        hash(bill, "first", "last", amount, note) AS alike
    FROM not_taken_back WHERE exact > 0 AND NOT (identified AND meter <> '')
),
several AS (SELECT alike FROM keyed GROUP BY alike HAVING count(*) > 1 AND bool_or(meter = '')),
alike AS (SELECT * FROM keyed SEMI JOIN several USING (alike)),
twins AS (
    SELECT bill, "first", "last", amount, note, min(id) AS one, bool_or(meter <> '') AS metered,
        min(id) FILTER (identified OR meter <> '') AS named
    FROM alike GROUP BY ALL
),
copies AS (
    SELECT bill, "first", "last", amount, whole, min(id) AS copy FROM alike WHERE meter = '' GROUP BY ALL
),
same AS (
    SELECT id, CASE WHEN copy < id THEN copy ELSE coalesce(named, one) END AS twin
    FROM alike JOIN twins USING (bill, "first", "last", amount, note)
        JOIN copies USING (bill, "first", "last", amount, whole)
    WHERE meter = '' AND (copy < id
        OR (((billed AND "size" > 0) OR metered) AND NOT identified AND coalesce(named, one) <> id))
),
looked_at AS (
    SELECT * FROM not_taken_back SEMI JOIN longer USING (thing, kind, meter)
    UNION ALL SELECT * FROM not_taken_back ANTI JOIN longer USING (thing, kind, meter) SEMI JOIN same USING (id)
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
    FROM reaching LEFT JOIN same USING (id)
),
ways AS (
    SELECT *, CASE
        WHEN twin IS NOT NULL THEN 'same'
        WHEN touches AND nested THEN 'parts'
        WHEN touches AND end_of_both = "first" AND "last" > "first" THEN 'shared'
        WHEN touches THEN 'days' END AS how
    FROM reached
),
regular AS (
    SELECT *, coalesce(how = 'days', false) AND meter = '' AND {several_meters} <=
        100 * avg(CAST(coalesce(how = 'days', false) AS DOUBLE)) OVER (PARTITION BY thing, kind, meter) AS several
    FROM ways
),
found AS (
    SELECT id, signature, place, thing, kind, bill, meter, spelled, exact, amount, "first", "last", days, how,
        CAST(CASE WHEN how = 'same' THEN "last" ELSE end_of_both END AS INTEGER) AS "to",
        CASE how WHEN 'same' THEN twin WHEN 'parts' THEN inside % {ids} ELSE reach % {ids} END AS earlier
    FROM regular WHERE NOT several AND how IS NOT NULL AND exact > 0
)
-- Of the same days and quantity, but told apart: two bills.
SELECT found.* FROM found LEFT JOIN not_taken_back AS other ON found.how = 'days' AND found.earlier = other.id
WHERE (found.bill, found."first", found."last", found.amount)
    IS DISTINCT FROM (other.bill, other."first", other."last", other.amount)
