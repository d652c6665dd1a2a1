-- Returns a row if the customer totals do not add up to the amount of the orders that count.
with expected as (

    select coalesce(sum(orders.amount), 0) as amount
    from {{ ref('stg_orders') }} as orders
    inner join {{ ref('order_statuses') }} as statuses on statuses.status = orders.status
    where statuses.counts

),

actual as (

    select coalesce(sum(amount), 0) as amount from {{ ref('customer_totals') }}

)

select expected.amount as expected, actual.amount as actual
from expected
cross join actual
where expected.amount <> actual.amount
