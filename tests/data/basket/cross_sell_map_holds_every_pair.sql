-- The map has a line for every frequent pair, with its baskets, ranked by lift without a hole.
with pairs as (
    select
        products[1] as product_id_1,
        products[2] as product_id_2,
        baskets
    from {{ ref('frequent_itemsets') }}
    where size = 2
),

lines as (
    select
        *,
        lag(lift) over (order by lift_rank) as lift_before,
        row_number() over (order by lift_rank) as place
    from {{ ref('cross_sell_map') }}
)

select
    coalesce(pairs.product_id_1, lines.product_id_1) as product_id_1,
    coalesce(pairs.product_id_2, lines.product_id_2) as product_id_2,
    pairs.baskets,
    lines.baskets as baskets_of_line,
    lines.lift,
    lines.lift_rank
from pairs
full join lines
    on pairs.product_id_1 = lines.product_id_1
    and pairs.product_id_2 = lines.product_id_2
where
    pairs.baskets is distinct from lines.baskets
    or lines.lift > lines.lift_before
    or lines.lift_rank <> lines.place
    or abs(lines.lift * lines.expected_baskets - lines.baskets) > 0.000001 * lines.baskets
    or lines.is_reliable and lines.lift <= 1
