{# The value of a var that is a share, as a decimal; outside of 0 to 1 it is an error. #}
{% macro exact_share(name) -%}
    {%- set share = var(name) -%}
    {%- if share < 0 or share > 1 -%}
        {{ exceptions.raise_compiler_error(
            'The var ' ~ name ~ ' is ' ~ share ~ ', which is not between 0 and 1'
        ) }}
    {%- endif -%}
    cast({{ share }} as decimal(12, 9))
{%- endmacro %}
