-- One row per customer who spent much and has been silent for long, the highest spend first.
with customer_value as (
    select * from {{ ref('customer_value') }}
),

customers as (
    select
        customer_id,
        customer_name
    from {{ ref('eligible_customers') }}
),

as_of as (
    select {{ month_start('as_of_date') }} as report_month from {{ ref('as_of') }}
),

thresholds as (
    select value_thresholds.*
    from {{ versions_in_force('as_of', ref('value_thresholds')) }} as versions
    inner join {{ ref('value_thresholds') }} as value_thresholds
        on versions.effective_from_month = value_thresholds.effective_from_month
),

final as (
    select
        customer_value.customer_id,
        customers.customer_name,
        customer_value.total_spend,
        customer_value.orders,
        customer_value.returned_amount,
        customer_value.days_since_last_order,
        customer_value.last_order_date
    from customer_value
    inner join customers on customer_value.customer_id = customers.customer_id
    cross join thresholds
    where
        customer_value.total_spend > thresholds.at_risk_spend
        and customer_value.days_since_last_order > thresholds.at_risk_days
)

select * from final
order by total_spend desc, customer_id
