-- Whatever is left when a product is taken from a frequent set is frequent too, in at least as many
-- baskets.
with smaller as (
    select
        sets.products,
        sets.baskets,
        list_filter(sets.products, lambda product: product <> taken.product_id) as rest
    from {{ ref('frequent_itemsets') }} as sets,
        unnest(sets.products) as taken (product_id)
    where sets.size >= 2
)

select
    smaller.products,
    smaller.rest,
    smaller.baskets,
    rest_sets.baskets as baskets_of_rest
from smaller
left join {{ ref('frequent_itemsets') }} as rest_sets on smaller.rest = rest_sets.products
where
    rest_sets.baskets is null
    or rest_sets.baskets < smaller.baskets
