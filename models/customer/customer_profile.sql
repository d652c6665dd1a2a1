-- One row per eligible customer with what a CRM shows on the customer's record, as of the as-of
-- day. Nothing is decided here: every column is that of the model which answers for it.
with customers as (
    select * from {{ ref('eligible_customers') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

-- The last report month that had ended by the as-of day.
months as (
    select max(report_months.report_month) as report_month
    from {{ ref('report_months') }} as report_months
    cross join as_of
    where report_months.report_month_end <= as_of.as_of_date
),

status as (
    select snapshot.*
    from {{ ref('crm_snapshot') }} as snapshot
    inner join months on snapshot.report_month = months.report_month
),

lifecycle as (
    select lifecycle.*
    from {{ ref('customer_lifecycle') }} as lifecycle
    inner join months on lifecycle.report_month = months.report_month
),

rfm as (
    select rfm_scores.*
    from {{ ref('rfm_scores') }} as rfm_scores
    inner join months on rfm_scores.report_month = months.report_month
),

value_now as (
    select * from {{ ref('customer_value') }}
),

behaviour as (
    select * from {{ ref('behaviour_segments') }}
),

value_ahead as (
    select * from {{ ref('customer_clv') }}
),

gaps as (
    select * from {{ ref('value_gaps') }}
),

propensities as (
    select
        customer_id,
        max(case when outcome = 'purchase' then score end) as purchase_score,
        max(case when outcome = 'churn' then score end) as churn_score,
        max(case when outcome = 'churn' then reason_1 end) as churn_reason,
        max(case when outcome = 'upgrade' then score end) as upgrade_score,
        string_agg(outcome || ' score: ' || warning, '; ' order by outcome)
            filter (where not is_reliable) as warning
    from {{ ref('propensity_scores') }}
    group by customer_id
),

moods as (
    select * from {{ ref('customer_mood') }}
),

personas as (
    select * from {{ ref('customer_personas') }}
),

offers as (
    select
        offers.customer_id,
        offers.product_id,
        products.product_name,
        offers.reason
    from {{ ref('next_best_offer') }} as offers
    left join {{ ref('stg_products') }} as products on offers.product_id = products.product_id
    where offers.offer_rank = 1
),

timing as (
    select * from {{ ref('purchase_timing') }}
),

payment as (
    select * from {{ ref('payment_method_preference') }}
    where is_preferred
),

final as (
    select
        customers.customer_id,
        customers.customer_name,
        customers.customer_type,
        customers.acquisition_channel,
        customers.country,
        status.activity_status,
        status.value_tier,
        status.lifecycle_event,
        lifecycle.lifecycle_stage,
        lifecycle.at_risk_reason,
        rfm.rfm_score,
        rfm.rfm_segment,
        value_now.spend_tier,
        value_now.spend_pattern,
        behaviour.behaviour_segment,
        gaps.value_gap,
        personas.persona_name,
        value_now.orders,
        value_now.total_spend,
        value_now.average_order_value,
        value_now.spend_last_90_days,
        status.avg_monthly_consumption,
        status.tenure_months,
        value_now.days_since_last_order,
        value_ahead.probability_alive,
        value_ahead.expected_orders_6_months,
        value_ahead.expected_order_value,
        value_ahead.clv_6_months,
        value_ahead.clv_decile,
        value_ahead.probability_no_purchase_90_days,
        propensities.purchase_score,
        propensities.churn_score,
        propensities.churn_reason,
        propensities.upgrade_score,
        moods.mood,
        moods.last_mood,
        offers.product_id as next_offer_product_id,
        offers.product_name as next_offer_product_name,
        offers.reason as next_offer_reason,
        timing.peak_weekday as best_weekday,
        timing.peak_hour as best_hour,
        payment.payment_method as preferred_payment_method,
        nullif(
            concat_ws('; ', 'value ahead: ' || value_ahead.warning, propensities.warning), ''
        ) as warning,
        customers.is_loyalty_member,
        as_of.as_of_date,
        value_now.first_order_date,
        value_now.last_order_date,
        value_ahead.expected_next_purchase_date
    from customers
    cross join as_of
    left join status on customers.customer_id = status.customer_id
    left join lifecycle on customers.customer_id = lifecycle.customer_id
    left join rfm on customers.customer_id = rfm.customer_id
    left join value_now on customers.customer_id = value_now.customer_id
    left join behaviour on customers.customer_id = behaviour.customer_id
    left join value_ahead on customers.customer_id = value_ahead.customer_id
    left join gaps on customers.customer_id = gaps.customer_id
    left join propensities on customers.customer_id = propensities.customer_id
    left join moods on customers.customer_id = moods.customer_id
    left join personas on customers.customer_id = personas.customer_id
    left join offers on customers.customer_id = offers.customer_id
    left join timing on customers.customer_id = timing.customer_id
    left join payment on customers.customer_id = payment.customer_id
)

select * from final
