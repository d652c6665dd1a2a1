-- What was looked at and what was left out are all baskets and customers there are.
with sets as (
    select
        coalesce(max(all_baskets), 0) as all_baskets,
        count(*) as sets,
        min(baskets) as rarest
    from {{ ref('frequent_itemsets') }}
),

baskets as (
    select
        count(*) as baskets,
        count(distinct customer_id) as customers
    from {{ ref('baskets') }}
)

select coverage.*
from {{ ref('basket_coverage') }} as coverage
cross join sets
cross join baskets
where
    coverage.baskets <> baskets.baskets
    or coverage.customers <> baskets.customers
    or coverage.sets_of_1 + coverage.sets_of_2 + coverage.sets_of_3 + coverage.sets_of_4
    <> sets.sets
    or sets.sets > 0 and coverage.baskets - coverage.baskets_left_out <> sets.all_baskets
    or coverage.least_baskets > sets.rarest
    or coverage.share_of_lines_left_out not between 0 and 1
