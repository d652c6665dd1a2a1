-- Who is Active has a tier, and nobody else has.
select
    customer_id,
    report_month,
    activity_status,
    value_tier
from {{ ref('crm_snapshot') }}
where (activity_status = 'Active') is distinct from (value_tier is not null)
