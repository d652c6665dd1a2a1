-- Counted again one by one, the 100 rarest sets of each size are in as many baskets as they say;
-- all are in enough of them.
with baskets as (
    select basket_number
    from {{ ref('basket_products') }}
    group by basket_number
    having count(*) <= {{ var('basket_products_max') }}
),

in_baskets as (
    select
        basket_products.basket_number,
        basket_products.product_id
    from {{ ref('basket_products') }} as basket_products
    inner join baskets on basket_products.basket_number = baskets.basket_number
),

rarest as (
    select *
    from {{ ref('frequent_itemsets') }}
    qualify row_number() over (partition by size order by baskets, products) <= 100
),

members as (
    select
        products,
        size,
        unnest(products) as product_id
    from rarest
),

whole as (
    select
        members.products,
        in_baskets.basket_number
    from members
    inner join in_baskets on members.product_id = in_baskets.product_id
    group by members.products, members.size, in_baskets.basket_number
    having count(*) = members.size
),

counted as (
    select
        products,
        count(*) as baskets
    from whole
    group by products
),

totals as (
    select count(*) as baskets from baskets
)

select
    sets.products,
    sets.baskets,
    counted.baskets as counted_baskets
from {{ ref('frequent_itemsets') }} as sets
cross join totals
left join rarest on sets.products = rarest.products
left join counted on sets.products = counted.products
where
    (rarest.products is not null and sets.baskets is distinct from counted.baskets)
    or sets.all_baskets <> totals.baskets
    or sets.size <> len(sets.products)
    or sets.baskets < {{ basket_least_count('totals.baskets') }}
    or sets.support <> {{ divide('sets.baskets', 'sets.all_baskets') }}
