-- One row per edge of the cross-sell map: two products that are together in enough baskets, in
-- either order, with the pull between them.
with sets as (
    select * from {{ ref('frequent_itemsets') }}
),

products as (
    select
        products[1] as product_id,
        product_names as product_name,
        baskets,
        count(*) over () as all_products
    from sets
    where size = 1
),

groups as (
    select
        product_id,
        min(lower(category)) as category,
        min(product_group) as product_group
    from {{ ref('stg_products') }}
    group by product_id
),

pairs as (
    select
        first_products.product_id as product_id_1,
        second_products.product_id as product_id_2,
        first_products.product_name as product_name_1,
        second_products.product_name as product_name_2,
        first_products.baskets as baskets_1,
        second_products.baskets as baskets_2,
        first_products.all_products * (first_products.all_products - 1) / 2 as combinations,
        sets.all_baskets,
        sets.baskets,
        {{ divide('first_products.baskets * second_products.baskets', 'sets.all_baskets') }}
            as expected_baskets
    from sets
    inner join products as first_products on sets.products[1] = first_products.product_id
    inner join products as second_products on sets.products[2] = second_products.product_id
    where sets.size = 2
),

judged as (
    select
        *,
        {{ divide(
            'cast(baskets as hugeint) * all_baskets', 'cast(baskets_1 as hugeint) * baskets_2'
        ) }} as lift,
        poisson_tail(baskets, expected_baskets) as p_value
    from pairs
),

final as (
    select
        judged.product_id_1,
        judged.product_id_2,
        judged.product_name_1,
        judged.product_name_2,
        first_groups.category as category_1,
        second_groups.category as category_2,
        first_groups.product_group as product_group_1,
        second_groups.product_group as product_group_2,
        cast(
            row_number() over (
                order by judged.lift desc, judged.baskets desc, product_id_1, product_id_2
            ) as integer
        ) as lift_rank,
        judged.baskets,
        judged.expected_baskets,
        judged.lift,
        {{ divide('judged.baskets', 'judged.baskets_1') }} as confidence_1_to_2,
        {{ divide('judged.baskets', 'judged.baskets_2') }} as confidence_2_to_1,
        judged.p_value,
        judged.lift > 1
        and {{ sure_beyond_chance('judged.p_value', 'judged.combinations') }} as is_reliable
    from judged
    left join groups as first_groups on judged.product_id_1 = first_groups.product_id
    left join groups as second_groups on judged.product_id_2 = second_groups.product_id
)

select * from final
order by lift_rank
