-- The meters, days and quantities that occur more than once without a note that says why.
--
-- Of a meter read several times a day, some quantities of a day are the same: readings. With their times, no more
-- than the hour of the day may be the same that the end of summer time repeats; without them, some must be there
-- only once, since an export that is there twice has each of them twice.
WITH metered AS (
    SELECT *, hash(thing, meter, "first", "last", "time", amount) AS alike
    FROM compared WHERE meter <> '' AND exact <> 0
),
several AS (SELECT alike FROM metered GROUP BY alike HAVING count(*) > 1),
bills AS (
    SELECT thing, meter, "first", "last", "time", amount, count(*) AS count, count(DISTINCT kind) AS kinds,
        min(id) AS earlier, max(id) AS later, arg_min(exact, id) AS exact,
        arg_min(coalesce(spelled, meter), id) AS spelled, arg_min(signature, id) AS signature,
        arg_min(place, id) AS place
    FROM metered SEMI JOIN several USING (alike)
    GROUP BY thing, meter, "first", "last", "time", amount
    HAVING count(*) > 1 AND count(*) FILTER (NOT said) > 1
),
whole_days AS (
    SELECT thing, meter, "first", "last", count(*) AS readings, bool_or("time" <> '') AS timed
    FROM metered SEMI JOIN bills USING (thing, meter, "first", "last")
    WHERE "first" = "last" GROUP BY thing, meter, "first", "last"
),
twice AS (
    SELECT thing, meter, "first", "last", sum(count) AS several, sum(count - 1) AS more
    FROM bills GROUP BY thing, meter, "first", "last"
)
SELECT bills.*, coalesce(readings >= {readings} AND CASE WHEN timed THEN more * {hours} <= readings
    ELSE several < readings END, false) AS readings
FROM bills JOIN twice USING (thing, meter, "first", "last")
    LEFT JOIN whole_days USING (thing, meter, "first", "last")
ORDER BY earlier
