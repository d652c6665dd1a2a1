-- A customer is Active exactly when something was bought in the last 12 months.
select
    customer_id,
    report_month,
    m12,
    activity_status
from {{ ref('crm_snapshot') }}
where (activity_status = 'Active') is distinct from (m12 > 0)
