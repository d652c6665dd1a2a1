-- One row is an order with its place in the customer's sequence: the how manyth it is, what its
-- last three and all earlier orders brought, and when the next one came. Everything but the next
-- date looks back, so that a month reads its own orders and nothing later. Sums and counts are
-- kept beside the averages because rules compare those.
with orders as (
    select * from {{ ref('orders') }}
),

sequence as (
    select
        customer_id,
        invoice_id,
        order_date,
        row_number() over so_far as order_number,
        sum(amount) over last_three as last_three_amount,
        count(amount) over last_three as last_three_orders,
        sum(amount) over earlier as earlier_amount,
        count(amount) over earlier as earlier_orders,
        lead(order_date) over so_far as next_order_date
    from orders
    window
        so_far as (partition by customer_id order by order_date, order_time, invoice_id),
        last_three as (
            partition by customer_id
            order by order_date, order_time, invoice_id
            rows between 2 preceding and current row
        ),
        earlier as (
            partition by customer_id
            order by order_date, order_time, invoice_id
            rows between unbounded preceding and 3 preceding
        )
),

final as (
    select
        customer_id,
        invoice_id,
        cast(order_number as integer) as order_number,
        cast(last_three_amount as decimal(18, 2)) as last_three_amount,
        cast(last_three_orders as integer) as last_three_orders,
        cast(earlier_amount as decimal(18, 2)) as earlier_amount,
        cast(earlier_orders as integer) as earlier_orders,
        {{ divide('last_three_amount', 'last_three_orders') }} as last_three_ticket,
        {{ divide('earlier_amount', 'earlier_orders') }} as earlier_ticket,
        order_date,
        next_order_date
    from sequence
)

select * from final
