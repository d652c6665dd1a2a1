-- The change of a metric is its value less that of the calendar month before, and NULL where either
-- is.
select current_month.*
from {{ ref('engagement_metrics') }} as current_month
left join {{ ref('engagement_metrics') }} as month_before
    on {{ add_months('current_month.report_month', -1) }} = month_before.report_month
where
    {%- for metric in [
        'repeat_ratio',
        'first_to_second_conversion',
        'activation_ratio',
        'activated_loyal_ratio',
        'nps',
        'frequency_ratio',
        'average_ticket'
    ] %}
    {% if not loop.first %}or {% endif -%}
    current_month.{{ metric }}_change
    is distinct from current_month.{{ metric }} - month_before.{{ metric }}
    {%- endfor %}
