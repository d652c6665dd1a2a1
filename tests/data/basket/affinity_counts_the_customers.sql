-- Customers of a category are those with a product of it.
with bought as (
    select
        lower(products.category) as name,
        count(distinct customer_products.customer_id) as customers
    from {{ ref('customer_products') }} as customer_products
    inner join (
        select
            product_id,
            min(category) as category
        from {{ ref('stg_products') }}
        group by product_id
    ) as products on customer_products.product_id = products.product_id
    group by lower(products.category)
)

select
    affinity.name,
    affinity.own_customers,
    bought.customers
from {{ ref('category_affinity') }} as affinity
left join bought on affinity.name = bought.name
where
    affinity.level = 'category'
    and affinity.own_customers is distinct from bought.customers
