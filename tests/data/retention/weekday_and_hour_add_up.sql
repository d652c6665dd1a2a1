-- Every order is in one cell of the week and in the count of one customer, and there are all cells.
with cells as (
    select
        weekday,
        count(*) as cells,
        count(distinct hour) as hours,
        sum(orders) as orders,
        sum(coalesce(revenue, 0)) as revenue
    from {{ ref('purchase_timing_matrix') }}
    group by weekday
),

orders as (
    select
        {{ weekday('order_date') }} as weekday,
        count(*) as orders,
        count(order_time) as timed_orders,
        sum(coalesce(amount, 0)) as revenue
    from {{ ref('orders') }}
    group by {{ weekday('order_date') }}
)

select
    'weekday ' || cells.weekday as total,
    cells.orders as found,
    orders.orders as expected
from cells
left join orders on cells.weekday = orders.weekday
where
    cells.orders <> coalesce(orders.orders, 0)
    or cells.revenue <> coalesce(orders.revenue, 0)
    or cells.cells <> greatest(cells.hours, 1)
    or cells.hours not in (0, 24)
    or (orders.timed_orders > 0) <> (cells.hours = 24)
union all
select
    'weekdays' as total,
    count(*) as found,
    7 as expected
from cells
having count(*) <> 7
union all
select
    'customers' as total,
    coalesce(sum(orders), 0) as found,
    (select count(*) from {{ ref('orders') }}) as expected
from {{ ref('purchase_timing') }}
having coalesce(sum(orders), 0) <> (select count(*) from {{ ref('orders') }})
union all
select
    'shares' as total,
    sum(share_of_orders) as found,
    1 as expected
from {{ ref('purchase_timing_matrix') }}
having abs(sum(share_of_orders) - 1) > 0.000001
