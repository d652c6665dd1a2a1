-- The first consumable is not after the last, both or neither are there, and the last lies in the
-- report month exactly when something was bought in it.
select
    customer_id,
    report_month,
    m1,
    first_consumable_purchase_date,
    last_consumable_purchase_date
from {{ ref('crm_snapshot') }}
where
    first_consumable_purchase_date > last_consumable_purchase_date
    or (first_consumable_purchase_date is null) <> (last_consumable_purchase_date is null)
    or coalesce({{ month_start('last_consumable_purchase_date') }} = report_month, false)
    <> (m1 > 0)
