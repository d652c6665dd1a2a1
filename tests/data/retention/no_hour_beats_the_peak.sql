-- No weekday and hour of a customer has more orders than the peak, or as many and comes earlier.
with counts as (
    select
        customer_id,
        {{ weekday('order_date') }} as weekday,
        coalesce(cast(extract(hour from order_time) as integer), -1) as hour,
        count(*) as orders
    from {{ ref('orders') }}
    group by
        customer_id,
        {{ weekday('order_date') }},
        coalesce(cast(extract(hour from order_time) as integer), -1)
)

select
    timing.customer_id,
    timing.peak_weekday,
    timing.peak_hour,
    timing.peak_orders,
    counts.weekday,
    counts.hour,
    counts.orders
from {{ ref('purchase_timing') }} as timing
inner join counts on timing.customer_id = counts.customer_id
where
    counts.orders > timing.peak_orders
    or (
        counts.orders = timing.peak_orders
        and counts.weekday * 24 + counts.hour
        < timing.peak_weekday * 24 + coalesce(timing.peak_hour, -1)
    )
    or (
        counts.weekday = timing.peak_weekday
        and counts.hour = coalesce(timing.peak_hour, -1)
        and counts.orders <> timing.peak_orders
    )
