{#
    A decimal as a whole number of its last places: 0.4 in millionths is 400000. The multiplication
    has 38 digits, because a decimal(18,6) times a million leaves the 18 that it has.
#}
{% macro whole_units(number, places) -%}
    cast(cast({{ number }} as decimal(38, {{ places }})) * {{ 10 ** places }} as hugeint)
{%- endmacro %}
