-- A customer's methods account for all orders of which the method is known, and one is preferred:
-- none has more orders.
with orders as (
    select
        customer_id,
        count(payment_method) as orders,
        sum(case when payment_method is not null then amount end) as amount
    from {{ ref('orders') }}
    group by customer_id
    having count(payment_method) > 0
),

methods as (
    select
        customer_id,
        sum(orders) as orders,
        sum(amount) as amount,
        sum(share_of_orders) as shares,
        sum(case when is_preferred then 1 else 0 end) as preferred,
        max(case when is_preferred then orders end) as preferred_orders,
        max(orders) as most_orders,
        max(preference) - count(*) as gaps_in_preference
    from {{ ref('payment_method_preference') }}
    group by customer_id
)

select
    coalesce(orders.customer_id, methods.customer_id) as customer_id,
    orders.orders,
    methods.orders as orders_by_method,
    methods.preferred,
    methods.preferred_orders,
    methods.most_orders
from orders
full join methods on orders.customer_id = methods.customer_id
where
    orders.orders is distinct from methods.orders
    or orders.amount is distinct from methods.amount
    or methods.preferred <> 1
    or methods.preferred_orders <> methods.most_orders
    or methods.gaps_in_preference <> 0
    or abs(methods.shares - 1) > 0.000001
