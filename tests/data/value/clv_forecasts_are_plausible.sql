-- Probabilities are probabilities; months add up to the half year; nobody takes back orders; and
-- discounting takes something off, at most that of six months.
select *
from {{ ref('clv_forecasts') }}
where
    probability_alive not between 0 and 1
    or not {{ is_finite('expected_orders_6_months') }}
    or least(
        {%- for month in [1, 2, 3, 4, 5, 6] %}
        expected_orders_month_{{ month }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    ) < 0
    or abs(
        {%- for month in [1, 2, 3, 4, 5, 6] %}
        expected_orders_month_{{ month }}{% if not loop.last %} +{% endif %}
        {%- endfor %}
        - expected_orders_6_months
    ) > 0.000000001 * (1 + expected_orders_6_months)
    or expected_order_value <= 0
    or abs(expected_revenue_6_months - expected_orders_6_months * expected_order_value)
    > 0.000000001 * (1 + expected_revenue_6_months)
    or clv_6_months > expected_revenue_6_months * 1.000000001
    or clv_6_months * power(1 + {{ var('clv_discount_rate') }}, 6)
    < expected_revenue_6_months * 0.999999999
