-- There is a version of the value thresholds, no threshold is missing, and none is negative.
with value_thresholds as (
    select * from {{ ref('value_thresholds') }}
)

select
    effective_from_month,
    'missing or negative' as problem
from value_thresholds
where
    not coalesce(
        high_spend >= 0
        and recent_days >= 0
        and at_risk_spend >= 0
        and at_risk_days >= 0,
        false
    )
union all
select
    cast(null as date) as effective_from_month,
    'no version at all' as problem
from (select count(*) as versions from value_thresholds) as counted
where versions = 0
