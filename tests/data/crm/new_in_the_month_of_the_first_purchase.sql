-- New falls in the month of the first consumable, and never elsewhere.
select
    customer_id,
    report_month,
    first_consumable_purchase_date,
    lifecycle_event
from {{ ref('crm_snapshot') }}
where
    (lifecycle_event is not distinct from 'New')
    is distinct from coalesce(
        {{ month_start('first_consumable_purchase_date') }} = report_month, false
    )
