-- One row per product that a customer has bought, with how often and when.
with basket_products as (
    select * from {{ ref('basket_products') }}
),

final as (
    select
        customer_id,
        product_id,
        orders,
        purchase_days,
        quantity,
        first_order_date,
        last_order_date
    from {{ purchase_history('basket_products', 'true') }} as history
)

select * from final
