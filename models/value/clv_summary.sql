-- One row per customer with an order, aggregated as of the as-of day as models of repeat
-- buying need it: frequency, recency, age and monetary value.
{{ config(materialized='view') }}

with histories as (
    select * from {{ ref('clv_histories') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

final as (
    select
        histories.customer_id,
        histories.frequency,
        histories.recency_days,
        histories.age_days,
        histories.valued_purchases,
        histories.monetary_value,
        histories.net_spend,
        histories.first_purchase_date,
        histories.last_purchase_date
    from histories
    inner join as_of on histories.as_of_date = as_of.as_of_date
)

select * from final
