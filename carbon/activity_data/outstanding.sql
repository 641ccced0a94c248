-- The rows a hundred times their neighbours, or a hundredth of them, with earlier (the id of one).
--
-- DuckDB's least and greatest pass a null over, so that one neighbour is enough for a row that is too high.
WITH ordinary AS (SELECT * FROM compared WHERE exact > 0),
wide AS (
    SELECT thing, kind, meter, "size" FROM ordinary GROUP BY ALL HAVING max(amount) >= min(amount) * {times}
),
near AS (
    SELECT ordinary.*,
        lag(amount, 1) OVER own AS before, lag(amount, 2) OVER own AS before_2,
        lead(amount, 1) OVER own AS after, lead(amount, 2) OVER own AS after_2,
        coalesce(lag(id, 1) OVER own, lead(id, 1) OVER own) AS earlier
    FROM ordinary SEMI JOIN wide USING (thing, kind, meter, "size")
    WINDOW own AS (PARTITION BY thing, kind, meter, "size" ORDER BY "first", "last", id)
),
sides AS (
    SELECT * EXCLUDE (before, before_2, after, after_2),
        coalesce(before, after_2) AS one, coalesce(after, before_2) AS other
    FROM near
),
held AS (SELECT *, least(one, other) AS low, greatest(one, other) AS high FROM sides)
SELECT * EXCLUDE (one, other, low, high) FROM held
WHERE (amount >= low * {times} AND amount >= high * {times} / 2)
    OR (amount * {times} <= high AND amount * {times} / 2 <= low
        AND one IS NOT NULL AND other IS NOT NULL)
ORDER BY id
