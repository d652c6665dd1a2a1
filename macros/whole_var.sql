{# The value of a var that is a whole number between two others; any other value is an error. #}
{% macro whole_var(name, least, most) -%}
    {%- set number = var(name) -%}
    {%- if number is not number or number != number | int or number < least or number > most -%}
        {{ exceptions.raise_compiler_error(
            'The var ' ~ name ~ ' is ' ~ number ~ ', which is no whole number from ' ~ least
            ~ ' to ' ~ most
        ) }}
    {%- endif -%}
    {{ number }}
{%- endmacro %}
