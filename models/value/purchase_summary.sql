-- One row per customer with an order, aggregated by purchase days as models of repeat buying
-- need it: several orders of one day are one purchase, and the first purchase is not a repeat.
with orders as (
    select * from {{ ref('orders') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

purchase_days as (
    select
        customer_id,
        order_date,
        sum(amount) as amount,
        min(order_date) over (partition by customer_id) as first_order_date
    from orders
    group by customer_id, order_date
),

summed as (
    select
        customer_id,
        first_order_date,
        max(order_date) as last_order_date,
        count(*) - 1 as repeat_purchases,
        sum(case when order_date > first_order_date then amount end) as repeat_amount,
        count(case when order_date > first_order_date then amount end) as repeats_with_amount
    from purchase_days
    group by customer_id, first_order_date
),

final as (
    select
        summed.customer_id,
        cast(summed.repeat_purchases as integer) as repeat_purchases,
        {{ days_between('summed.first_order_date', 'summed.last_order_date') }}
            as days_to_last_purchase,
        {{ days_between('summed.first_order_date', 'as_of.as_of_date') }} as days_observed,
        case
            when summed.repeat_purchases = 0 then cast(0 as double)
            else {{ divide_amount('summed.repeat_amount', 'summed.repeats_with_amount') }}
        end as repeat_purchase_value,
        summed.first_order_date,
        summed.last_order_date
    from summed
    cross join as_of
)

select * from final
