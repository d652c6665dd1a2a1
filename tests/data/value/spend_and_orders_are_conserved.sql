-- Customer by customer, customer_value holds all orders and all amounts, in all and in the two
-- windows of 90 days, the first and the last day, and all that those customers returned; the
-- windows are counted here in days ago.
with dated as (
    select
        orders.*,
        {{ days_between('orders.order_date', 'as_of.as_of_date') }} as days_ago
    from {{ ref('orders') }} as orders
    cross join {{ ref('as_of') }} as as_of
),

counted as (
    select
        customer_id,
        count(*) as orders,
        sum(amount) as total_spend,
        sum(case when days_ago between 0 and 89 then amount else 0 end) as spend_last_90_days,
        sum(case when days_ago between 90 and 179 then amount else 0 end)
            as spend_previous_90_days,
        min(days_ago) as days_since_last_order,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from dated
    group by customer_id
),

returned as (
    select
        customer_id,
        sum(amount) as amount
    from {{ ref('returns') }}
    group by customer_id
)

select
    customer_value.customer_id as customer_id_in_value,
    counted.customer_id as customer_id_in_orders
from {{ ref('customer_value') }} as customer_value
full outer join counted on customer_value.customer_id = counted.customer_id
left join returned on counted.customer_id = returned.customer_id
where
    customer_value.orders is distinct from counted.orders
    or customer_value.total_spend is distinct from counted.total_spend
    or customer_value.spend_last_90_days <> counted.spend_last_90_days
    or customer_value.spend_previous_90_days <> counted.spend_previous_90_days
    or (customer_value.spend_last_90_days is null) <> (counted.total_spend is null)
    or customer_value.returned_amount + coalesce(returned.amount, 0) <> 0
    or (customer_value.returned_amount is null) <> (counted.total_spend is null)
    or customer_value.spend_change_90_days
    <> counted.spend_last_90_days - counted.spend_previous_90_days
    or customer_value.days_since_last_order is distinct from counted.days_since_last_order
    or customer_value.first_order_date is distinct from counted.first_order_date
    or customer_value.last_order_date is distinct from counted.last_order_date
