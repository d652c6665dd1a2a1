-- One row per order with its place in the customer's sequence: the how manyth it is, what its
-- last three and all earlier orders brought, and when the next one came. Everything but the next
-- date looks back, so that a month reads its own orders and nothing later. The decline is decided
-- on whole numbers, the sums multiplied out: 70 against 100 is 0.3, which doubles would miss.
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

weighed as (
    select
        *,
        {{ whole_units('last_three_amount', 2) }} * earlier_orders as last_three_weight,
        {{ whole_units('earlier_amount', 2) }} * last_three_orders as earlier_weight
    from sequence
),

final as (
    select
        customer_id,
        invoice_id,
        cast(order_number as integer) as order_number,
        {{ divide('last_three_amount', 'last_three_orders') }} as last_three_ticket,
        {{ divide('earlier_amount', 'earlier_orders') }} as earlier_ticket,
        cast(
            case
                when earlier_weight > 0
                    then {{ floor_divide(
                        'greatest(earlier_weight - last_three_weight, 0) * 10000',
                        'earlier_weight'
                    ) }} * 0.0001
            end as decimal(9, 4)
        ) as ticket_decline,
        order_date,
        next_order_date
    from weighed
)

select * from final
