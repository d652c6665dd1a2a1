-- One row per customer who was drawn for a campaign or for its control group.
with campaign_assignments as (
    select * from {{ source('raw', 'campaign_assignments') }}
),

final as (
    select
        {{ trimmed('campaign_id') }} as campaign_id,
        {{ trimmed('customer_id') }} as customer_id,
        cast(treated as boolean) as is_treated,
        cast(assigned_at as timestamp) as assigned_at,
        cast(assigned_at as date) as assigned_date
    from campaign_assignments
)

select * from final
