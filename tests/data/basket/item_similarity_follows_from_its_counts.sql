-- A similarity is the cosine of its counts, held back; neighbours are ranked by it without a hole,
-- and none is the product itself.
with ranked as (
    select
        *,
        lag(similarity) over by_rank as similarity_before,
        row_number() over by_rank as place
    from {{ ref('item_similarity') }}
    window by_rank as (partition by product_id order by neighbour_rank)
)

select *
from ranked
where
    abs(
        similarity
        - {{ divide('shared_customers', 'sqrt(customers) * sqrt(similar_customers)') }}
        * {{ divide('shared_customers', 'shared_customers + ' ~ var('basket_similarity_shrinkage')) }}
    ) > 0.000000001
    or shared_customers < {{ var('basket_similarity_customers_min') }}
    or shared_customers > least(customers, similar_customers)
    or similarity > similarity_before
    or neighbour_rank <> place
    or product_id = similar_product_id
