-- One row per customer and a payment method that the customer has used. Preferred is the method of
-- most orders; of equals the one with more money, then the first in the alphabet.
with orders as (
    select * from {{ ref('orders') }}
    where payment_method is not null
),

uses as (
    select
        customer_id,
        payment_method,
        count(*) as orders,
        sum(amount) as amount
    from orders
    group by customer_id, payment_method
),

ranked as (
    select
        *,
        sum(orders) over (partition by customer_id) as all_orders,
        row_number() over (
            partition by customer_id
            order by orders desc, coalesce(amount, 0) desc, payment_method
        ) as preference
    from uses
),

final as (
    select
        customer_id,
        payment_method,
        cast(preference as integer) as preference,
        cast(orders as integer) as orders,
        {{ divide('orders', 'all_orders') }} as share_of_orders,
        cast(amount as decimal(18, 2)) as amount,
        preference = 1 as is_preferred
    from ranked
)

select * from final
