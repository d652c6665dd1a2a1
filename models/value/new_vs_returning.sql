-- One row per period and a kind of buyer in it: new, whose first order of all lies in the period,
-- or returning. Periods are the report months, and the last 30 days up to the as-of day.
with orders as (
    select * from {{ ref('orders') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

periods as (
    select
        'month' as period,
        report_months.report_month as period_start,
        report_months.report_month_end as period_end
    from {{ ref('report_months') }} as report_months
    cross join as_of
    where report_months.report_month_end <= as_of.as_of_date
    union all
    select
        'last 30 days' as period,
        {{ add_days('as_of_date', -29) }} as period_start,
        as_of_date as period_end
    from as_of
),

buyers as (
    select 'new' as buyers
    union all
    select 'returning' as buyers
),

dated as (
    select
        customer_id,
        order_date,
        amount,
        min(order_date) over (partition by customer_id) as first_order_date
    from orders
),

customer_periods as (
    select
        periods.period,
        periods.period_start,
        dated.customer_id,
        case
            when dated.first_order_date >= periods.period_start then 'new'
            else 'returning'
        end as buyers,
        count(*) as orders,
        sum(dated.amount) as revenue
    from dated
    inner join periods
        on dated.order_date >= periods.period_start
        and dated.order_date <= periods.period_end
    group by
        periods.period,
        periods.period_start,
        dated.customer_id,
        dated.first_order_date
),

sums as (
    select
        period,
        period_start,
        buyers,
        count(*) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue
    from customer_periods
    group by period, period_start, buyers
),

-- Without orders the revenue is 0; with orders that have no amount it is unknown.
filled as (
    select
        periods.period,
        periods.period_start,
        periods.period_end,
        buyers.buyers,
        coalesce(sums.customers, 0) as customers,
        coalesce(sums.orders, 0) as orders,
        case when sums.orders is null then 0 else sums.revenue end as revenue
    from periods
    cross join buyers
    left join sums
        on periods.period = sums.period
        and periods.period_start = sums.period_start
        and buyers.buyers = sums.buyers
),

final as (
    select
        period,
        period_start,
        buyers,
        cast(customers as bigint) as customers,
        cast(orders as bigint) as orders,
        cast(revenue as decimal(18, 2)) as revenue,
        {{ divide(
            'revenue', 'sum(revenue) over (partition by period, period_start)'
        ) }} as share_of_revenue,
        period_end
    from filled
)

select * from final
order by period desc, period_start, buyers
