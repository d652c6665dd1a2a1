-- One row per customer seen from a day of clv_cutoffs, with what the models fitted to what was
-- known then expect of the six months after it. What is expected of somebody who is still a
-- customer depends on frequency and age alone, so it is computed once for each pair of them.
with histories as (
    select * from {{ ref('clv_histories') }}
),

parameters as (
    select * from {{ ref('clv_parameters') }}
    where r is not null
),

months as (
    select
        as_of_date,
        [
            {%- for month in [1, 2, 3, 4, 5, 6] %}
            cast({{ days_between('as_of_date', months_ahead('as_of_date', month)) }} as double)
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        ] as ends_after_days
    from parameters
),

alike as (
    select distinct
        as_of_date,
        frequency,
        age_days
    from histories
),

if_alive as (
    select
        alike.as_of_date,
        alike.frequency,
        alike.age_days,
        bg_nbd_orders_if_alive(
            parameters.r,
            parameters.alpha,
            parameters.a,
            parameters.b,
            alike.frequency,
            alike.age_days,
            months.ends_after_days
        ) as orders_by_month
    from alike
    inner join parameters on alike.as_of_date = parameters.as_of_date
    inner join months on alike.as_of_date = months.as_of_date
),

forecasts as (
    select
        histories.as_of_date,
        histories.customer_id,
        {{ probability_alive('histories', 'parameters') }} as probability_alive,
        if_alive.orders_by_month,
        {{ expected_order_value('histories', 'parameters') }} as expected_order_value
    from histories
    inner join parameters on histories.as_of_date = parameters.as_of_date
    inner join if_alive
        on histories.as_of_date = if_alive.as_of_date
        and histories.frequency = if_alive.frequency
        and histories.age_days = if_alive.age_days
),

final as (
    select
        as_of_date,
        customer_id,
        probability_alive,
        {%- for month in [1, 2, 3, 4, 5, 6] %}
        probability_alive * (
            orders_by_month[{{ month }}]
            {%- if month > 1 %} - orders_by_month[{{ month - 1 }}]{% endif -%}
        ) as expected_orders_month_{{ month }},
        {%- endfor %}
        probability_alive * orders_by_month[6] as expected_orders_6_months,
        expected_order_value,
        probability_alive * orders_by_month[6] * expected_order_value
            as expected_revenue_6_months,
        probability_alive * expected_order_value * (
            {%- for month in [1, 2, 3, 4, 5, 6] %}
            (
                orders_by_month[{{ month }}]
                {%- if month > 1 %} - orders_by_month[{{ month - 1 }}]{% endif -%}
            ) / power(1 + {{ var('clv_discount_rate') }}, {{ month }})
            {%- if not loop.last %} +{% endif %}
            {%- endfor %}
        ) as clv_6_months
    from forecasts
)

select * from final
