-- One row per customer who has bought, with the weekday and hour of most orders: of the pairs of
-- weekday and hour, as the two belong together (Saturday noon is not a Monday noon); of equals, the
-- earlier weekday and then the earlier hour.
with orders as (
    select
        *,
        {{ weekday('order_date') }} as weekday,
        cast(extract(hour from order_time) as integer) as hour
    from {{ ref('orders') }}
),

counts as (
    select
        customer_id,
        weekday,
        hour,
        count(*) as orders
    from orders
    group by customer_id, weekday, hour
),

ranked as (
    select
        *,
        sum(orders) over (partition by customer_id) as all_orders,
        row_number() over (
            partition by customer_id
            order by orders desc, weekday, hour
        ) as place
    from counts
),

final as (
    select
        customer_id,
        weekday as peak_weekday,
        hour as peak_hour,
        cast(orders as integer) as peak_orders,
        cast(all_orders as integer) as orders,
        {{ divide('orders', 'all_orders') }} as peak_share
    from ranked
    where place = 1
)

select * from final
