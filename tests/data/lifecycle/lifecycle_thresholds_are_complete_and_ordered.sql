-- There is a version of the lifecycle thresholds, and in each every threshold is there and leaves
-- every stage within reach: 0 < at_risk_days < drop_off_days, three orders or more for Loyal, for
-- two are Repeat, and a decline of the ticket above 0 and up to 1.
with lifecycle_thresholds as (
    select * from {{ ref('lifecycle_thresholds') }}
)

select
    effective_from_month,
    'missing or out of order' as problem
from lifecycle_thresholds
where
    not coalesce(
        at_risk_days > 0
        and drop_off_days > at_risk_days
        and loyal_orders >= 3
        and ticket_decline > 0
        and ticket_decline <= 1,
        false
    )
union all
select
    cast(null as date) as effective_from_month,
    'no version at all' as problem
from (select count(*) as versions from lifecycle_thresholds) as counted
where versions = 0
