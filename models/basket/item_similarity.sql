-- One row per product and one of those that the same customers buy, the most similar first.
with customer_products as (
    select * from {{ ref('customer_products') }}
),

final as (
    select
        product_id,
        similar_product_id,
        cast(neighbour_rank as integer) as neighbour_rank,
        cast(customers as bigint) as customers,
        cast(similar_customers as bigint) as similar_customers,
        cast(shared_customers as bigint) as shared_customers,
        similarity
    from {{ similar_products('customer_products') }} as similar_products
)

select * from final
