-- At risk are the customers of the group whose lifetime has come so far; those who leave on a day
-- are missing on the next; all customers together are the sum of the groups.
with curve as (
    select
        *,
        lead(at_risk, 1, 0) over (partition by group_by, group_name order by day) as at_risk_next
    from {{ ref('retention_curve') }}
),

lifetimes as (
    select
        group_name,
        duration_days,
        count(*) as customers,
        count(*) filter (where is_lost) as lost
    from {{ ref('customer_lifetimes') }}
    group by group_name, duration_days
),

counted as (
    select
        curve.group_by,
        curve.group_name,
        curve.day,
        sum(lifetimes.customers) as at_risk,
        sum(case when lifetimes.duration_days = curve.day then lifetimes.lost else 0 end) as events
    from curve
    inner join lifetimes
        on
            curve.day <= lifetimes.duration_days
            and (curve.group_by = 'all' or curve.group_name = lifetimes.group_name)
    group by curve.group_by, curve.group_name, curve.day
)

select
    curve.group_by,
    curve.group_name,
    curve.day,
    curve.at_risk,
    counted.at_risk as at_risk_by_brute_force,
    curve.events,
    curve.censored,
    curve.at_risk_next
from curve
left join counted
    on
        curve.group_by = counted.group_by
        and curve.group_name = counted.group_name
        and curve.day = counted.day
where
    curve.at_risk is distinct from counted.at_risk
    or curve.events is distinct from counted.events
    or curve.at_risk - curve.events - curve.censored <> curve.at_risk_next
union all
select
    'all' as group_by,
    'all' as group_name,
    null as day,
    sum(events) as at_risk,
    null as at_risk_by_brute_force,
    null as events,
    null as censored,
    null as at_risk_next
from curve
where group_by <> 'all'
having sum(events) <> (select sum(events) from curve where group_by = 'all')
