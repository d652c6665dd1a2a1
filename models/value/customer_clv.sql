-- One row per customer with an order and what BG/NBD and Gamma-Gamma expect of the six months
-- after the as-of day. Deciles do not split ties: equal customers have equal deciles.
with histories as (
    select * from {{ ref('clv_histories') }}
),

parameters as (
    select * from {{ ref('clv_parameters') }}
),

forecasts as (
    select * from {{ ref('clv_forecasts') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

customers as (
    select
        customer_id,
        acquisition_channel
    from {{ ref('eligible_customers') }}
),

rfm_scores as (
    select
        customer_id,
        rfm_segment
    from {{ ref('rfm_scores') }}
    where report_month = (select max(report_month) from {{ ref('rfm_scores') }})
),

places as (
    select
        forecasts.customer_id,
        rank() over (order by forecasts.clv_6_months) as place,
        count(*) over () as customers
    from forecasts
    inner join as_of on forecasts.as_of_date = as_of.as_of_date
    where forecasts.clv_6_months is not null
),

expected as (
    select
        histories.customer_id,
        histories.as_of_date,
        histories.valued_purchases,
        forecasts.* exclude (as_of_date, customer_id),
        1 - forecasts.probability_alive + forecasts.probability_alive * power(
            (parameters.alpha + histories.age_days) / (parameters.alpha + histories.age_days + 90),
            parameters.r + histories.frequency
        ) as probability_no_purchase_90_days,
        (parameters.alpha + histories.age_days)
        * (power(2, least(1 / (parameters.r + histories.frequency), 60)) - 1)
            as median_days_to_purchase,
        parameters.warning
    from histories
    inner join as_of on histories.as_of_date = as_of.as_of_date
    inner join parameters on histories.as_of_date = parameters.as_of_date
    left join forecasts
        on histories.as_of_date = forecasts.as_of_date
        and histories.customer_id = forecasts.customer_id
),

final as (
    select
        expected.customer_id,
        rfm_scores.rfm_segment,
        customers.acquisition_channel,
        expected.probability_alive,
        {%- for month in [1, 2, 3, 4, 5, 6] %}
        expected.expected_orders_month_{{ month }},
        {%- endfor %}
        expected.expected_orders_6_months,
        expected.expected_order_value,
        expected.expected_revenue_6_months,
        expected.clv_6_months,
        cast({{ floor_divide('(places.place - 1) * 10', 'places.customers') }} + 1 as integer)
            as clv_decile,
        expected.probability_no_purchase_90_days,
        case
            when expected.median_days_to_purchase <= {{ var('clv_next_purchase_days_max') }}
                then {{ add_days(
                    'expected.as_of_date',
                    'cast(ceil(expected.median_days_to_purchase) as integer)'
                ) }}
        end as expected_next_purchase_date,
        nullif(
            concat_ws(
                '; ',
                expected.warning,
                case
                    when expected.valued_purchases = 0 and expected.expected_order_value is not null
                        then 'no repeat purchase with an amount: the order value is that of all'
                end
            ),
            ''
        ) as warning
    from expected
    inner join customers on expected.customer_id = customers.customer_id
    left join rfm_scores on expected.customer_id = rfm_scores.customer_id
    left join places on expected.customer_id = places.customer_id
)

select * from final
