-- One row per customer of the master, with its texts trimmed.
with customers as (
    select * from {{ source('raw', 'customers') }}
),

final as (
    select
        {{ trimmed('customer_id') }} as customer_id,
        {{ trimmed('customer_type') }} as customer_type,
        {{ trimmed('customer_name') }} as customer_name,
        {{ trimmed('acquisition_channel') }} as acquisition_channel,
        {{ trimmed('country') }} as country,
        cast(loyalty_member as boolean) as is_loyalty_member,
        cast(registered_at as date) as registered_date,
        cast(loyalty_since as date) as loyalty_since
    from customers
)

select * from final
