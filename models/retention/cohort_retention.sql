-- One row per cohort in a period: the calendar months since the month in which its customers
-- joined. A period is there as soon as one customer of the cohort could be seen in it, with zeros
-- when nobody bought; what lies after the as-of day is absent, not 0. In a cohort whose customers
-- joined in different months (channels, named periods, unknown) the later periods are known only of
-- those who joined early, so rates divide by observed_customers, never by the size.
with as_of as (
    select
        as_of_date,
        {{ month_start('as_of_date') }} as as_of_month,
        as_of_date < {{ month_end('as_of_date') }} as is_cut_off
    from {{ ref('as_of') }}
),

members as (
    select * from {{ ref('customer_cohorts') }}
),

orders as (
    select * from {{ ref('orders') }}
),

purchase_months as (
    select
        customer_id,
        {{ month_start('order_date') }} as month,
        count(*) as orders,
        count(amount) as priced_orders,
        sum(amount) as revenue
    from orders
    group by customer_id, {{ month_start('order_date') }}
),

-- One row per customer in a month with an order.
purchases as (
    select
        members.cohort,
        members.joined_month,
        purchase_months.*,
        {{ months_between('members.joined_month', 'purchase_months.month') }} as months_since,
        case
            when purchase_months.month
                = max(purchase_months.month) over (partition by members.customer_id)
                then 1
            else 0
        end as is_last
    from members
    inner join purchase_months on members.customer_id = purchase_months.customer_id
),

activity as (
    select
        cohort,
        months_since,
        count(*) as active_customers,
        sum(is_last) as last_seen_customers,
        sum(orders) as orders,
        sum(priced_orders) as priced_orders,
        sum(revenue) as revenue
    from purchases
    group by cohort, months_since
),

-- Who bought before registering has periods below 0.
joining_months as (
    select
        members.cohort,
        members.joined_month,
        members.customers,
        least(members.joined_month, coalesce(first_months.month, members.joined_month))
            as first_month
    from (
        select
            cohort,
            joined_month,
            count(*) as customers
        from members
        group by cohort, joined_month
    ) as members
    left join (
        select
            cohort,
            joined_month,
            min(month) as month
        from purchases
        group by cohort, joined_month
    ) as first_months
        on members.cohort = first_months.cohort
        and members.joined_month = first_months.joined_month
),

span as (
    select
        min(joining_months.first_month) as first_month,
        max(as_of.as_of_month) as last_month
    from joining_months
    cross join as_of
),

cells as (
    select
        joining_months.cohort,
        {{ months_between('joining_months.joined_month', 'months.month') }} as months_since,
        sum(joining_months.customers) as observed_customers,
        max(
            case when months.month = as_of.as_of_month and as_of.is_cut_off then 1 else 0 end
        ) as is_partial
    from joining_months
    cross join as_of
    inner join {{ month_series('span', 'first_month', 'last_month') }} as months
        on joining_months.first_month <= months.month
    group by
        joining_months.cohort,
        {{ months_between('joining_months.joined_month', 'months.month') }}
),

sizes as (
    select
        cohort,
        min(cohort_start) as cohort_start,
        count(*) as cohort_size
    from members
    group by cohort
),

filled as (
    select
        cells.cohort,
        cells.months_since,
        cells.observed_customers,
        cells.is_partial,
        sizes.cohort_start,
        sizes.cohort_size,
        coalesce(activity.active_customers, 0) as active_customers,
        coalesce(activity.last_seen_customers, 0) as last_seen_customers,
        coalesce(activity.orders, 0) as orders,
        coalesce(activity.priced_orders, 0) as priced_orders,
        case when activity.orders is null then 0 else activity.revenue end as revenue
    from cells
    inner join sizes on cells.cohort = sizes.cohort
    left join activity
        on cells.cohort = activity.cohort
        and cells.months_since = activity.months_since
),

running as (
    select
        *,
        sum(last_seen_customers) over (partition by cohort order by months_since desc)
            as still_active_customers,
        sum(orders) over (partition by cohort order by months_since) as orders_to_date,
        sum(priced_orders) over (partition by cohort order by months_since)
            as priced_orders_to_date,
        sum(revenue) over (partition by cohort order by months_since) as revenue_to_date,
        sum({{ exact(divide('revenue', 'observed_customers')) }})
            over (partition by cohort order by months_since) as revenue_per_customer
    from filled
),

final as (
    select
        cohort,
        months_since,
        cohort_start,
        cast(cohort_size as bigint) as cohort_size,
        cast(observed_customers as bigint) as observed_customers,
        cast(active_customers as bigint) as active_customers,
        {{ divide('active_customers', 'observed_customers') }} as retention_rate,
        cast(still_active_customers as bigint) as still_active_customers,
        {{ divide('still_active_customers', 'observed_customers') }} as still_active_rate,
        cast(orders as bigint) as orders,
        cast(revenue as decimal(38, 2)) as revenue,
        -- Without a single amount there is no revenue, which is not revenue of 0.
        cast(
            case when orders_to_date = 0 or priced_orders_to_date > 0 then revenue_to_date end
            as decimal(38, 2)
        ) as cumulative_revenue,
        cast(
            case when orders_to_date = 0 or priced_orders_to_date > 0 then revenue_per_customer end
            as double
        ) as cumulative_revenue_per_customer,
        is_partial = 1 as is_partial
    from running
)

select * from final
order by cohort_start nulls last, cohort, months_since
