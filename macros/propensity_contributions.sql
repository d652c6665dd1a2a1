{# The sum of what all reasons add to a score, as SQL over the columns of propensity_scores. #}
{% macro propensity_contributions(reasons) -%}
    (
        {%- for reason in reasons -%}
        by_{{ reason | replace(' ', '_') }}{% if not loop.last %} + {% endif %}
        {%- endfor -%}
    )
{%- endmacro %}
