{# Standard error of uplift_difference: the two rates are independent binomial shares. #}
{% macro uplift_standard_error() -%}
    sqrt(
        {{ divide(
            'cast(treated_responders as double) * (treated_customers - treated_responders)',
            'cast(treated_customers as double) * treated_customers * treated_customers'
        ) }}
        + {{ divide(
            'cast(control_responders as double) * (control_customers - control_responders)',
            'cast(control_customers as double) * control_customers * control_customers'
        ) }}
    )
{%- endmacro %}
