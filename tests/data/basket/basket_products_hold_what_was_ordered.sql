-- What is in the baskets adds up to the orders, in pieces and in money.
with in_baskets as (
    select
        basket_number,
        sum(quantity) as units,
        sum(amount) as amount
    from {{ ref('basket_products') }}
    group by basket_number
)

select
    baskets.basket_number,
    orders.units,
    in_baskets.units as units_in_basket,
    orders.amount,
    in_baskets.amount as amount_in_basket
from {{ ref('orders') }} as orders
inner join {{ ref('baskets') }} as baskets
    on orders.customer_id = baskets.customer_id
    and orders.invoice_id = baskets.invoice_id
left join in_baskets on baskets.basket_number = in_baskets.basket_number
where
    orders.units is distinct from in_baskets.units
    or orders.amount is distinct from in_baskets.amount
