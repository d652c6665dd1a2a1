{%- set max_items = var('basket_items_max') | int -%}
{%- set max_right = var('basket_right_items_max') -%}
-- One row per rule: whoever has the products on the left in the basket has those on the right too,
-- in at least a given share of the cases. Every split of a frequent set is looked at; all measures
-- are quotients of whole numbers of baskets.
with sets as (
    select * from {{ ref('frequent_itemsets') }}
),

-- How many combinations of a left side and a product could have shown up by chance.
sizes as (
    select
        size,
        count(*) as sets
    from sets
    group by size
),

-- Bit i of the mask says that product i of the set is on the left.
splits as (
    select
        sets.products,
        sets.size,
        sets.baskets,
        sets.all_baskets,
        list_filter(
            sets.products, lambda product, place: (masks.mask >> cast(place - 1 as integer)) & 1 = 1
        ) as antecedents,
        list_filter(
            sets.products, lambda product, place: (masks.mask >> cast(place - 1 as integer)) & 1 = 0
        ) as consequents
    from sets
    inner join generate_series(1, {{ 2 ** max_items - 2 }}) as masks (mask)
        on masks.mask < (1 << sets.size) - 1
    where sets.size >= 2
),

counted as (
    select
        splits.antecedents,
        splits.consequents,
        left_sets.product_names as antecedent_names,
        right_sets.product_names as consequent_names,
        splits.size,
        left_sets.size as antecedent_size,
        splits.all_baskets,
        left_sets.baskets as antecedent_baskets,
        right_sets.baskets as consequent_baskets,
        splits.baskets
    from splits
    inner join sets as left_sets on splits.antecedents = left_sets.products
    inner join sets as right_sets on splits.consequents = right_sets.products
    where
        right_sets.size <= {{ max_right }}
        and splits.baskets
        >= {{ exact_share('basket_confidence_min') }} * left_sets.baskets
),

measured as (
    select
        counted.*,
        {{ divide('antecedent_baskets * consequent_baskets', 'all_baskets') }}
            as expected_baskets,
        {{ divide('counted.baskets', 'all_baskets') }} as support,
        {{ divide('counted.baskets', 'antecedent_baskets') }} as confidence,
        cast(baskets as hugeint) * all_baskets as observed,
        cast(antecedent_baskets as hugeint) * consequent_baskets as by_chance,
        left_sizes.sets * products.sets as combinations
    from counted
    inner join sizes as left_sizes on counted.antecedent_size = left_sizes.size
    inner join sizes as products on products.size = 1
),

judged as (
    select
        *,
        {{ divide('observed', 'by_chance') }} as lift,
        poisson_tail(baskets, expected_baskets) as p_value
    from measured
),

final as (
    select
        antecedents,
        consequents,
        antecedent_names,
        consequent_names,
        cast(antecedent_size as integer) as antecedent_size,
        all_baskets,
        antecedent_baskets,
        consequent_baskets,
        baskets,
        expected_baskets,
        support,
        confidence,
        lift,
        {{ divide(
            'observed - by_chance', 'cast(all_baskets as hugeint) * all_baskets'
        ) }} as leverage,
        {{ divide(
            'cast(all_baskets - consequent_baskets as hugeint) * antecedent_baskets',
            'cast(all_baskets as hugeint) * (antecedent_baskets - baskets)'
        ) }} as conviction,
        -- a left side that is in all baskets says nothing, and both parts are 0
        coalesce(
            {{ divide(
                'observed - by_chance',
                'greatest(cast(baskets as hugeint) * (all_baskets - antecedent_baskets), '
                ~ 'cast(antecedent_baskets as hugeint) * (consequent_baskets - baskets))'
            ) }},
            0
        ) as zhang,
        {{ divide('baskets', 'antecedent_baskets + consequent_baskets - baskets') }} as jaccard,
        p_value,
        {{ sure_beyond_chance('p_value', 'combinations') }} as is_reliable
    from judged
)

select * from final
order by lift desc, baskets desc, antecedents, consequents
