{# Whether a double is a number, neither infinite nor NaN. #}
{% macro is_finite(number) -%}
    isfinite({{ number }})
{%- endmacro %}
