-- In the last month of the grid, the dates are the first and last ones among the counted lines up
-- to then; a device counts only from the day it was bought.
with last_month as (
    select max(report_month) as report_month from {{ ref('report_months') }}
),

lines as (
    select
        customer_id,
        min(case when category = 'device' then invoice_date end) as first_device_date,
        min(case when category = 'consumable' then invoice_date end) as first_consumable_date,
        max(case when category = 'consumable' then invoice_date end) as last_consumable_date
    from {{ ref('counted_lines') }}
    where
        invoice_date
        <= (select {{ month_end('last_month.report_month') }} from last_month)
    group by customer_id
)

select
    snapshot.customer_id,
    snapshot.first_device_purchase_date,
    lines.first_device_date,
    snapshot.first_consumable_purchase_date,
    lines.first_consumable_date,
    snapshot.last_consumable_purchase_date,
    lines.last_consumable_date
from {{ ref('crm_snapshot') }} as snapshot
inner join last_month on snapshot.report_month = last_month.report_month
left join lines on snapshot.customer_id = lines.customer_id
where
    snapshot.first_device_purchase_date is distinct from lines.first_device_date
    or snapshot.first_consumable_purchase_date is distinct from lines.first_consumable_date
    or snapshot.last_consumable_purchase_date is distinct from lines.last_consumable_date
