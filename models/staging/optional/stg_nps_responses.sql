-- One row per answer to the question how likely the customer is to recommend the retailer.
with responses as (
    select * from {{ source('raw', 'nps_responses') }}
),

final as (
    select
        {{ trimmed('customer_id') }} as customer_id,
        cast(responded_at as timestamp) as responded_at,
        cast(score as integer) as score,
        cast(responded_at as date) as responded_date
    from responses
)

select * from final
