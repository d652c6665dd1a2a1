-- A period ends after it begins, is not called other, and does not overlap another: a customer who
-- is won in two campaigns would be in two cohorts.
with periods as (
    select
        *,
        max(last_day) over (
            order by first_day, last_day, period_name
            rows between unbounded preceding and 1 preceding
        ) as last_day_before
    from {{ ref('named_periods') }}
)

select *
from periods
where
    last_day < first_day
    or first_day <= last_day_before
    or {{ comparable('period_name') }} = 'other'
