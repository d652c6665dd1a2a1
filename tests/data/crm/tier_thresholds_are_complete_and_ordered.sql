-- There is a version of the thresholds, and in each every threshold is there and none is out of
-- order: t_high >= t_mid_high >= t_mid > 0, f_high >= f_mid >= 1 and a_high > 0.
with tier_thresholds as (
    select * from {{ ref('tier_thresholds') }}
)

select
    effective_from_month,
    'missing or out of order' as problem
from tier_thresholds
where
    not coalesce(
        t_high >= t_mid_high
        and t_mid_high >= t_mid
        and t_mid > 0
        and f_high >= f_mid
        and f_mid >= 1
        and a_high > 0,
        false
    )
union all
select
    cast(null as date) as effective_from_month,
    'no version at all' as problem
from (select count(*) as versions from tier_thresholds) as counted
where versions = 0
