-- One row per contact with a marketing channel.
with touchpoints as (
    select * from {{ source('raw', 'touchpoints') }}
),

final as (
    select
        {{ trimmed('customer_id') }} as customer_id,
        {{ trimmed('visitor_id') }} as visitor_id,
        cast(touched_at as timestamp) as touched_at,
        {{ trimmed('channel') }} as channel,
        cast(value as decimal(18, 2)) as conversion_value,
        coalesce(cast(converted as boolean), false) as is_conversion,
        cast(touched_at as date) as touched_date
    from touchpoints
)

select * from final
