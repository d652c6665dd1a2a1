-- One row per text that a customer wrote.
with interactions as (
    select * from {{ source('raw', 'interactions') }}
),

final as (
    select
        {{ trimmed('interaction_id') }} as interaction_id,
        {{ trimmed('customer_id') }} as customer_id,
        {{ trimmed('channel') }} as channel,
        {{ comparable('language') }} as language,
        {{ trimmed('product_id') }} as product_id,
        {{ trimmed('agent_id') }} as agent_id,
        {{ trimmed('text') }} as interaction_text,
        cast(created_at as timestamp) as created_at,
        cast(created_at as date) as created_date
    from interactions
)

select * from final
