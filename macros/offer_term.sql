{# A term of the fit of an offer: nine decimals, room for a sum of many. #}
{% macro offer_term(number) -%}
    cast({{ number }} as decimal(18, 9))
{%- endmacro %}
