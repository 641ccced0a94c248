-- The bundles of facilities, each with a thing, that come to as much as all others, of which there are two at least.
--
-- They do so over the months that they have, two at least, in binary numbers. The table things says what signatures
-- are added up together, and what the unit of each is in a unit of them all.
WITH each_month AS (
    SELECT thing, bundle, "month", sum(CAST(weighted AS DOUBLE) / days * ratio) AS own
    FROM ({groups}) JOIN things ON signature = of_signature GROUP BY ALL HAVING own <> 0
),
beside AS (SELECT *, sum(own) OVER (PARTITION BY thing, "month") AS every FROM each_month),
several AS (SELECT thing FROM each_month GROUP BY thing HAVING count(DISTINCT bundle) > 2)
SELECT bundle, thing FROM beside SEMI JOIN several USING (thing) GROUP BY bundle, thing
HAVING count(*) > 1 AND abs(2 * sum(own) - sum(every)) <= 1e-9 * abs(sum(every)) ORDER BY bundle, thing
