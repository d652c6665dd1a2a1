{#
    A number as a decimal of 18 places. A sum of doubles depends on their order, and so on the
    number of threads; a sum of decimals does not.
#}
{% macro exact(number) -%}
    cast({{ number }} as decimal(38, 18))
{%- endmacro %}
