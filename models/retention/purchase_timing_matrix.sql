-- One row per weekday and hour, empty ones included; one a weekday, with the hour NULL, where the
-- source knows dates alone.
with orders as (
    select
        *,
        {{ weekday('order_date') }} as weekday,
        cast(extract(hour from order_time) as integer) as hour
    from {{ ref('orders') }}
),

weekdays as (
    {% for weekday in range(1, 8) -%}
    select {{ weekday }} as weekday
    {%- if not loop.last %} union all {% endif %}
    {% endfor -%}
),

hours as (
    {% for hour in range(24) -%}
    select {{ hour }} as hour
    {%- if not loop.last %} union all {% endif %}
    {% endfor -%}
),

-- The hour is known of all orders or of none.
clock as (
    select count(hour) > 0 as is_known from orders
),

cells as (
    select
        weekdays.weekday,
        hours.hour
    from weekdays
    cross join hours
    cross join clock
    where clock.is_known
    union all
    select
        weekdays.weekday,
        cast(null as integer) as hour
    from weekdays
    cross join clock
    where not clock.is_known
),

counts as (
    select
        weekday,
        hour,
        count(*) as orders,
        count(distinct customer_id) as customers,
        sum(amount) as revenue
    from orders
    group by weekday, hour
),

totals as (
    select count(*) as orders from orders
),

final as (
    select
        cells.weekday,
        cells.hour,
        cast(coalesce(counts.orders, 0) as bigint) as orders,
        cast(coalesce(counts.customers, 0) as bigint) as customers,
        cast(case when counts.orders is null then 0 else counts.revenue end as decimal(38, 2))
            as revenue,
        {{ divide('coalesce(counts.orders, 0)', 'totals.orders') }} as share_of_orders
    from cells
    left join counts
        on cells.weekday = counts.weekday
        and coalesce(cells.hour, -1) = coalesce(counts.hour, -1)
    cross join totals
)

select * from final
order by weekday, hour
