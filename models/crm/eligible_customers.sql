-- One row per customer whom the CRM layer looks at: everybody in the master whose type is not
-- excluded. Walk-ins and the like buy too, but there is nobody behind them to follow.
with customers as (
    select * from {{ ref('stg_customers') }}
),

excluded_types as (
    select distinct {{ comparable('customer_type') }} as customer_type
    from {{ ref('excluded_customer_types') }}
),

final as (
    select
        customers.customer_id,
        customers.customer_type,
        customers.customer_name,
        customers.acquisition_channel,
        customers.country,
        customers.is_loyalty_member,
        customers.registered_date,
        customers.loyalty_since
    from customers
    left join excluded_types
        on {{ comparable('customers.customer_type') }} = excluded_types.customer_type
    where excluded_types.customer_type is null
)

select * from final
