-- active(m) = active(m-1) + new(m) + reactivated(m) - lost(m), from the second month of the grid.
with months as (
    select
        report_month,
        sum(case when activity_status = 'Active' then 1 else 0 end) as active,
        sum(case when lifecycle_event = 'New' then 1 else 0 end) as new,
        sum(case when lifecycle_event = 'Reactivated' then 1 else 0 end) as reactivated,
        sum(case when lifecycle_event = 'Lost' then 1 else 0 end) as lost
    from {{ ref('crm_snapshot') }}
    group by report_month
),

sequence as (
    select
        *,
        lag(active) over (order by report_month) as active_before
    from months
)

select *
from sequence
where active <> active_before + new + reactivated - lost
