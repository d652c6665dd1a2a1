-- Averages are numbers, never Infinity or NaN, and the order size is NULL only without orders.
select
    customer_id,
    report_month,
    m6,
    o6,
    avg_monthly_consumption,
    avg_order_size
from {{ ref('crm_snapshot') }}
where
    avg_monthly_consumption is null
    or not {{ is_finite('avg_monthly_consumption') }}
    or (avg_order_size is null) <> (o6 = 0)
    or not coalesce({{ is_finite('avg_order_size') }}, true)
