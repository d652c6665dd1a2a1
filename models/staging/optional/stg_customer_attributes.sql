-- One row per fact about a customer.
with customer_attributes as (
    select * from {{ source('raw', 'customer_attributes') }}
),

final as (
    select
        {{ trimmed('customer_id') }} as customer_id,
        {{ trimmed('name') }} as attribute_name,
        {{ trimmed('value') }} as attribute_value
    from customer_attributes
)

select * from final
