-- A consumable that was sold has a unit size, and not a negative one; 0 is a free sample.
with sold as (
    select
        product_id,
        count(*) as lines
    from {{ ref('stg_transactions') }}
    where quantity > 0
    group by product_id
)

select
    products.product_id,
    products.unit_size,
    sold.lines
from {{ ref('stg_products') }} as products
inner join sold on products.product_id = sold.product_id
where
    lower(products.category) = 'consumable'
    and (products.unit_size is null or products.unit_size < 0)
