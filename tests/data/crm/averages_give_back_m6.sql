-- Times what they were divided by, the averages are m6 again, to within the precision of a double.
select
    customer_id,
    report_month,
    m6,
    o6,
    avg_monthly_consumption,
    avg_order_size
from {{ ref('crm_snapshot') }}
where
    abs(avg_monthly_consumption * 6 - m6) > 0.000001 * (1 + m6)
    or abs(avg_order_size * o6 - m6) > 0.000001 * (1 + m6)
    or (o6 = 0) <> (m6 = 0)
