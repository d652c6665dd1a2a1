-- Every order is one basket, a customer's baskets are numbered without a hole in the order of their
-- days, and the last one is the last.
with numbered as (
    select
        customer_id,
        count(*) as baskets,
        count(distinct basket_number) as numbers,
        max(position) as last_position,
        count(case when is_last then 1 end) as last_baskets,
        max(case when is_last then position end) as position_of_last,
        max(case when is_last then order_date end) as date_of_last,
        max(order_date) as last_date
    from {{ ref('baskets') }}
    group by customer_id
),

ordered as (
    select
        customer_id,
        count(*) as orders
    from {{ ref('orders') }}
    group by customer_id
)

select
    coalesce(ordered.customer_id, numbered.customer_id) as customer_id,
    ordered.orders,
    numbered.* exclude (customer_id)
from ordered
full join numbered on ordered.customer_id = numbered.customer_id
where
    ordered.orders is distinct from numbered.baskets
    or numbered.numbers <> numbered.baskets
    or numbered.last_position <> numbered.baskets
    or numbered.last_baskets <> 1
    or numbered.position_of_last <> numbered.baskets
    or numbered.date_of_last <> numbered.last_date
