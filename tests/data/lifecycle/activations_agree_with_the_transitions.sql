-- Dropped-off customers at a month's start are those who move out of Dropped Off in it, and who is
-- Reactivated was activated; the others who were have dropped off again before the month's end.
with transitions as (
    select
        report_month,
        coalesce(sum(case when from_stage = 'Dropped Off' then customers end), 0) as dropped_off,
        coalesce(sum(case when to_stage = 'Reactivated' then customers end), 0) as reactivated
    from {{ ref('lifecycle_transitions') }}
    group by report_month
)

select
    metrics.report_month,
    metrics.dropped_off_at_start,
    transitions.dropped_off,
    metrics.activated_customers,
    transitions.reactivated
from {{ ref('engagement_metrics') }} as metrics
full join transitions on metrics.report_month = transitions.report_month
where
    metrics.dropped_off_at_start is distinct from transitions.dropped_off
    or not coalesce(metrics.activated_customers >= transitions.reactivated, false)
