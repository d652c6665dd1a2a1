-- New and returning buyers of a period are together all its buyers, and so are their orders and
-- revenue; there are two rows for every period and one period for every complete report month.
with periods as (
    select
        period,
        period_start,
        period_end,
        count(*) as kinds,
        sum(customers) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue
    from {{ ref('new_vs_returning') }}
    group by period, period_start, period_end
),

expected as (
    select
        'month' as period,
        months.report_month as period_start,
        months.report_month_end as period_end
    from {{ ref('report_months') }} as months
    inner join {{ ref('as_of') }} as as_of on months.report_month_end <= as_of.as_of_date
    union all
    select
        'last 30 days' as period,
        {{ add_days('as_of_date', -29) }} as period_start,
        as_of_date as period_end
    from {{ ref('as_of') }}
),

counted as (
    select
        expected.period,
        expected.period_start,
        expected.period_end,
        count(distinct orders.customer_id) as customers,
        count(orders.customer_id) as orders,
        sum(orders.amount) as revenue
    from expected
    left join {{ ref('orders') }} as orders
        on orders.order_date between expected.period_start and expected.period_end
    group by expected.period, expected.period_start, expected.period_end
)

select
    coalesce(periods.period, counted.period) as period,
    coalesce(periods.period_start, counted.period_start) as period_start,
    periods.customers,
    counted.customers as customers_in_orders
from periods
full outer join counted
    on periods.period = counted.period
    and periods.period_start = counted.period_start
    and periods.period_end = counted.period_end
where
    periods.kinds is distinct from 2
    or periods.customers is distinct from counted.customers
    or periods.orders is distinct from counted.orders
    or coalesce(periods.revenue, 0) <> coalesce(counted.revenue, 0)
