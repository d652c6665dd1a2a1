-- Who is Lost was Active the month before; the first month of the grid has no month before.
select
    lost.customer_id,
    lost.report_month,
    before.activity_status as status_the_month_before
from {{ ref('crm_snapshot') }} as lost
left join {{ ref('crm_snapshot') }} as before
    on
        lost.customer_id = before.customer_id
        and {{ add_months('lost.report_month', -1) }} = before.report_month
where
    lost.lifecycle_event = 'Lost'
    and lost.report_month > (select min(report_month) from {{ ref('report_months') }})
    and before.activity_status is distinct from 'Active'
