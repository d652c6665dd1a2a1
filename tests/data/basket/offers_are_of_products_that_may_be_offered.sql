-- Nothing discontinued, nothing out of stock, nothing of a category that is not offered, nothing
-- that the customer owns and buys once, and nothing to customers who are not looked at.
select
    offers.customer_id,
    offers.product_id,
    products.category,
    products.is_discontinued,
    products.stock_units
from {{ ref('next_best_offer') }} as offers
left join {{ ref('eligible_customers') }} as customers
    on offers.customer_id = customers.customer_id
left join {{ ref('stg_products') }} as products on offers.product_id = products.product_id
left join {{ ref('customer_products') }} as owned
    on offers.customer_id = owned.customer_id
    and offers.product_id = owned.product_id
where
    customers.customer_id is null
    or coalesce(products.is_discontinued, true)
    or products.stock_units <= 0
    or lower(products.category) not in ({{ category_list('offer_categories') }})
    or (
        owned.product_id is not null
        and lower(products.category) in ({{ category_list('offer_once_categories') }})
    )
