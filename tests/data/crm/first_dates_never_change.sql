-- Once known, a customer's first device and first consumable stay what they are in every later
-- month, so at most one date of each is ever seen.
select
    customer_id,
    min(first_device_purchase_date) as earliest_device_date,
    max(first_device_purchase_date) as latest_device_date,
    min(first_consumable_purchase_date) as earliest_consumable_date,
    max(first_consumable_purchase_date) as latest_consumable_date
from {{ ref('crm_snapshot') }}
group by customer_id
having
    min(first_device_purchase_date) <> max(first_device_purchase_date)
    or min(first_consumable_purchase_date) <> max(first_consumable_purchase_date)
