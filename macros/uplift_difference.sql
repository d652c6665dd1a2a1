{# Response rate of those who were treated less that of the control group. #}
{% macro uplift_difference() -%}
    (
        {{ divide('treated_responders', 'treated_customers') }}
        - {{ divide('control_responders', 'control_customers') }}
    )
{%- endmacro %}
