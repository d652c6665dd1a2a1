-- Every product belongs to one of the four categories, in whatever letter case.
select
    product_id,
    category
from {{ ref('stg_products') }}
where
    category is null
    or lower(category) not in ('device', 'consumable', 'accessories', 'spare_parts')
