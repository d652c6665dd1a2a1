{# A number on the scale of its logarithm, whatever its sign; 0 stays 0. #}
{% macro signed_log(number) -%}
    sign({{ number }}) * ln(1 + abs({{ number }}))
{%- endmacro %}
