{#
    Whether a probability that chance brings as many is small enough even though so many
    combinations were looked at (Bonferroni), by the var basket_significance.
#}
{% macro sure_beyond_chance(p_value, combinations) -%}
    {{ p_value }} * {{ combinations }} <= {{ exact_share('basket_significance') }}
{%- endmacro %}
