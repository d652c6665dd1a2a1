-- Shares lie between 0 and 1, there is at least one order a buyer, and a ratio is there if and only
-- if there is somebody to divide by.
select *
from {{ ref('engagement_metrics') }}
where
    {%- for ratio, parts, whole in [
        ('repeat_ratio', 'customers_with_repeat_order', 'customers_with_order'),
        ('first_to_second_conversion', 'converted_customers', 'one_order_customers_at_start'),
        ('activation_ratio', 'activated_customers', 'dropped_off_at_start'),
        ('activated_loyal_ratio', 'activated_since_loyal', 'activated_customers')
    ] %}
    {% if not loop.first %}or {% endif -%}
    {{ ratio }} not between 0 and 1
    or {{ parts }} not between 0 and {{ whole }}
    or ({{ ratio }} is null) <> ({{ whole }} = 0)
    {%- endfor %}
    or not frequency_ratio >= 1
    or (frequency_ratio is null) <> (buyers = 0)
    or not {{ is_finite('average_ticket') }}
    or (average_ticket is null) <> (orders_with_amount = 0)
