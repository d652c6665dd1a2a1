-- One row per customer who has bought, with the inputs of the churn rule and its result.
-- The comparisons are of whole numbers and decimals (days since > 2 * age / orders is
-- days since * orders > 2 * age), so that nobody is listed or missed by a rounded quotient.
{{ config(materialized='view') }}

with as_of as (
    select * from {{ ref('as_of') }}
),

orders as (
    select * from {{ ref('orders') }}
),

sums as (
    select
        customer_id,
        count(*) as orders,
        sum(amount) as total_value,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from orders
    group by customer_id
),

ages as (
    select
        sums.*,
        {{ days_between('sums.first_order_date', 'as_of.as_of_date') }} as age_days,
        {{ days_between('sums.last_order_date', 'as_of.as_of_date') }} as days_since_last_order,
        thresholds.churn_gap_multiple,
        thresholds.churn_risk_cap,
        thresholds.churn_value_above
    from sums
    cross join as_of
    inner join {{ version_spans(ref('retention_thresholds')) }} as thresholds
        on as_of.as_of_date >= thresholds.in_force_from
        and as_of.as_of_date < thresholds.in_force_before
),

final as (
    select
        customer_id,
        orders,
        total_value,
        age_days,
        days_since_last_order,
        churn_gap_multiple,
        churn_risk_cap,
        churn_value_above,
        -- The silence never exceeds the age, so up to this number of orders nobody can be late.
        case
            when orders <= churn_gap_multiple then 'too few orders'
            when age_days <= 0 then 'too new'
            when total_value is null then 'no value'
            when days_since_last_order * orders <= churn_gap_multiple * age_days then 'not late'
            when total_value <= churn_value_above then 'late of low value'
            else 'listed'
        end as verdict,
        first_order_date,
        last_order_date
    from ages
)

select * from final
