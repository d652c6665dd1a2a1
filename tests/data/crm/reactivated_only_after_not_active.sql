-- Who is Reactivated was Not Active the month before; the first month of the grid has no month
-- before.
select
    back.customer_id,
    back.report_month,
    before.activity_status as status_the_month_before
from {{ ref('crm_snapshot') }} as back
left join {{ ref('crm_snapshot') }} as before
    on
        back.customer_id = before.customer_id
        and {{ add_months('back.report_month', -1) }} = before.report_month
where
    back.lifecycle_event = 'Reactivated'
    and back.report_month > (select min(report_month) from {{ ref('report_months') }})
    and before.activity_status is distinct from 'Not Active'
