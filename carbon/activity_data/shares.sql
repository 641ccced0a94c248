-- Groups of rows, shared out over the months that their rows go over.
--
-- A group has a span: the month of rows within one month (twelve times the year and the month counted from 0); from
-- {packed} on the first month, the last month, the first day and the last day of rows over several, packed into one
-- number. Without a span it has an odd text, whose meaning is in the table meanings.
--
-- A row over several months gives each of them quantity * days of the month / days of its period. The division is not
-- made here, where it would not be exact: weighted is the sum of quantity * days of the month, and days is what to
-- divide it by, once.
WITH known AS (SELECT * FROM {groups}),
spans AS (
    SELECT {by}, quantity, rows, coalesce(bad, 0) AS faults,
        coalesce(CAST(span // {packed} AS INTEGER), meanings."first") AS "month",
        coalesce(CAST(span // ({days} * {days}) % {months} AS INTEGER), meanings."last") AS "last",
        coalesce(CAST(span // {days} % {days} AS INTEGER), meanings.since) AS since,
        coalesce(CAST(span % {days} AS INTEGER), meanings."to") AS "to"
    FROM (SELECT * FROM known WHERE coalesce(span >= {packed}, true)) LEFT JOIN meanings ON odd = text
),
each_month AS (
    SELECT *, coalesce("last" > "month", false) AS across,
        unnest(CASE WHEN across THEN range("month", "last" + 1) ELSE CAST(["month"] AS BIGINT[]) END) AS each,
        make_date(CAST("month" // 12 AS INTEGER), CAST("month" % 12 + 1 AS INTEGER), since) AS first_day,
        make_date(CAST("last" // 12 AS INTEGER), CAST("last" % 12 + 1 AS INTEGER), "to") AS last_day
    FROM spans
),
parts AS (
    SELECT {by}, faults, each AS "month", rows, quantity,
        "month" IS NULL OR each = "month" AS begins,
        CASE WHEN across THEN last_day - first_day + 1 ELSE 1 END AS days,
        CASE WHEN NOT across THEN 1 ELSE
            CASE WHEN each = "last" THEN "to"
                ELSE day(last_day(make_date(CAST(each // 12 AS INTEGER), CAST(each % 12 + 1 AS INTEGER), 1))) END
            - CASE WHEN each = "month" THEN since ELSE 1 END + 1 END AS weight
    FROM each_month
),
every AS (
    -- The engine may look at the month before it looks at which groups are within one: hence TRY_CAST.
    SELECT {by}, CAST(0 AS BIGINT) AS faults, TRY_CAST(span AS INTEGER) AS "month", CAST(1 AS INTEGER) AS days,
        CAST(quantity AS {type}) AS weighted, CAST(rows AS BIGINT) AS rows
    FROM known WHERE span < {packed}
    UNION ALL
    SELECT {by}, CAST(faults AS BIGINT), CAST("month" AS INTEGER), CAST(days AS INTEGER),
        CAST(sum(CAST(quantity * CAST(weight AS DECIMAL(5, 0)) AS {type})) AS {type}),
        CAST(sum(CASE WHEN begins THEN rows ELSE 0 END) AS BIGINT)
    FROM parts GROUP BY {by}, faults, "month", days
)
SELECT * REPLACE (CAST(weighted AS VARCHAR) AS weighted) FROM every WHERE {where}
