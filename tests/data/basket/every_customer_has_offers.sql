-- Wherever anything is offered, every eligible customer is offered something, unless the customer
-- owns all of it.
with offered as (
    select count(distinct product_id) as products from {{ ref('next_best_offer') }}
),

owned as (
    select
        customer_id,
        count(*) as products
    from {{ ref('customer_products') }}
    group by customer_id
)

select customers.customer_id
from {{ ref('eligible_customers') }} as customers
cross join offered
left join {{ ref('next_best_offer') }} as offers on customers.customer_id = offers.customer_id
left join owned on customers.customer_id = owned.customer_id
where
    offers.customer_id is null
    and offered.products > coalesce(owned.products, 0)
