-- The as-of day is the one current day and the last of all; the calibration ends before it.
with cutoffs as (
    select * from {{ ref('clv_cutoffs') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
)

select
    max(cutoffs.as_of_date) as last_cutoff,
    count(case when cutoffs.is_current then 1 end) as current_days,
    count(case when cutoffs.is_calibration then 1 end) as calibrations
from cutoffs
cross join as_of
having
    count(*) > 0
    and (
        max(cutoffs.as_of_date) <> max(as_of.as_of_date)
        or count(case when cutoffs.is_current then 1 end) <> 1
        or not bool_and(cutoffs.is_current = (cutoffs.as_of_date = as_of.as_of_date))
        or not coalesce(bool_and(cutoffs.is_trend) filter (where cutoffs.is_current), false)
        or count(case when cutoffs.is_calibration then 1 end) > 1
        or coalesce(bool_or(cutoffs.is_calibration and cutoffs.is_current), false)
    )
