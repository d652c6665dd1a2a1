-- One row per visit to the website, or a count of them.
with web_visits as (
    select * from {{ source('raw', 'web_visits') }}
),

final as (
    select
        {{ trimmed('customer_id') }} as customer_id,
        {{ trimmed('visitor_id') }} as visitor_id,
        cast(visited_at as timestamp) as visited_at,
        coalesce(cast(visits as integer), 1) as visits,
        cast(duration as decimal(18, 3)) as duration_seconds,
        cast(visited_at as date) as visited_date
    from web_visits
)

select * from final
