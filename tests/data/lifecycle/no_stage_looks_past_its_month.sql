-- A stage sees nothing after the end of its month: the last order lies within it, the days since
-- are counted from it to the end, and who has no order has neither.
select
    lifecycle.customer_id,
    lifecycle.report_month,
    lifecycle.orders_to_date,
    lifecycle.days_since_last_order,
    lifecycle.last_order_date,
    report_months.report_month_end
from {{ ref('customer_lifecycle') }} as lifecycle
inner join {{ ref('report_months') }} as report_months
    on lifecycle.report_month = report_months.report_month
where
    lifecycle.last_order_date > report_months.report_month_end
    or lifecycle.days_since_last_order
    is distinct from {{ days_between(
        'lifecycle.last_order_date', 'report_months.report_month_end'
    ) }}
    or (lifecycle.orders_to_date = 0) <> (lifecycle.last_order_date is null)
    or lifecycle.orders > lifecycle.orders_to_date
    or (lifecycle.orders > 0)
    <> coalesce(lifecycle.last_order_date >= lifecycle.report_month, false)
