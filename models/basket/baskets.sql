-- One row per basket: an order, with its place among the customer's. The number identifies the
-- pair of customer and invoice wherever baskets are joined.
with orders as (
    select * from {{ ref('orders') }}
),

placed as (
    select
        *,
        row_number() over in_order as position,
        lead(invoice_id) over in_order as next_invoice_id
    from orders
    window
        in_order as (partition by customer_id order by order_date, order_time, invoice_id)
),

final as (
    select
        customer_id,
        invoice_id,
        cast(row_number() over (order by customer_id, position) as integer) as basket_number,
        cast(position as integer) as position,
        next_invoice_id is null as is_last,
        order_date
    from placed
)

select * from final
