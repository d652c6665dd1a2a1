-- Nothing later than the report month leaks into its row.
select
    customer_id,
    report_month,
    first_device_purchase_date,
    first_consumable_purchase_date,
    last_consumable_purchase_date
from {{ ref('crm_snapshot') }}
where
    first_device_purchase_date > {{ month_end('report_month') }}
    or first_consumable_purchase_date > {{ month_end('report_month') }}
    or last_consumable_purchase_date > {{ month_end('report_month') }}
