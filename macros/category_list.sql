{#
    The product categories that a var lists, as the inside of an SQL `in (…)`. One that is not of
    the four known is an error: a typo would let through what it was to keep out. No category is
    the empty text, so that an empty list matches none.
#}
{% macro category_list(name) -%}
    {%- set known = ['device', 'consumable', 'accessories', 'spare_parts'] -%}
    {%- set categories = var(name) -%}
    {%- for category in categories -%}
        {%- if category not in known -%}
            {{ exceptions.raise_compiler_error(
                'The var ' ~ name ~ ' lists ' ~ category ~ ', which is none of '
                ~ known | join(', ')
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {%- if categories | length == 0 -%}
        ''
    {%- else -%}
        '{{ categories | join("', '") }}'
    {%- endif -%}
{%- endmacro %}
