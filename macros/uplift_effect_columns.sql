{#
    Columns that compare those who were treated with the control group, from the counts of
    uplift_group_counts: rates, their difference with its standard error and 95 % interval, and when
    not to believe it.
#}
{% macro uplift_effect_columns() -%}
    cast(treated_customers as bigint) as treated_customers,
    cast(control_customers as bigint) as control_customers,
    cast(treated_responders as bigint) as treated_responders,
    cast(control_responders as bigint) as control_responders,
    {{ divide('treated_responders', 'treated_customers') }} as treated_rate,
    {{ divide('control_responders', 'control_customers') }} as control_rate,
    {{ divide('predicted_sum', 'treated_customers + control_customers') }} as predicted_uplift,
    {{ uplift_difference() }} as uplift,
    {{ uplift_standard_error() }} as standard_error,
    {{ uplift_difference() }} - 1.959963984540054 * {{ uplift_standard_error() }} as conf_lower,
    {{ uplift_difference() }} + 1.959963984540054 * {{ uplift_standard_error() }} as conf_upper,
    {{ uplift_interval_warning() }} as warning
{%- endmacro %}
