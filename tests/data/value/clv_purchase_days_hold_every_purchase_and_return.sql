-- Customer by customer, the purchase days are those of the orders, and what they are worth in the end
-- is the orders less all that came back after the first of them.
with ordered as (
    select
        customer_id,
        count(distinct order_date) as days,
        min(order_date) as first_order_date,
        sum(amount) as amount,
        count(*) - count(amount) as unknown_amounts
    from {{ ref('orders') }}
    group by customer_id
),

returned as (
    select
        returns.customer_id,
        sum(returns.amount) as amount
    from {{ ref('returns') }} as returns
    inner join ordered
        on returns.customer_id = ordered.customer_id
        and returns.return_date >= ordered.first_order_date
    group by returns.customer_id
),

summed as (
    select
        customer_id,
        count(distinct purchase_date) as days,
        count(distinct case when not is_repeat then purchase_date end) as first_days,
        sum(
            case when known_before = {{ date_literal('9999-12-31') }} then net_amount end
        ) as net_amount,
        count(case when known_before = {{ date_literal('9999-12-31') }} then 1 end) as last_versions
    from {{ ref('clv_purchase_days') }}
    group by customer_id
)

select
    ordered.customer_id as customer_id_in_orders,
    summed.customer_id as customer_id_in_purchase_days,
    ordered.days,
    summed.days as days_here,
    ordered.amount + coalesce(returned.amount, 0) as amount,
    summed.net_amount
from ordered
full outer join summed on ordered.customer_id = summed.customer_id
left join returned on ordered.customer_id = returned.customer_id
where
    ordered.days is distinct from summed.days
    or summed.last_versions <> summed.days
    or summed.first_days <> 1
    or (
        ordered.unknown_amounts = 0
        and ordered.amount + coalesce(returned.amount, 0) is distinct from summed.net_amount
    )
