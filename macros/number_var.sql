{# The number that a var holds. One that is none, or lies outside of what it may be, is an error. #}
{% macro number_var(name, least, most=none) -%}
    {%- set value = var(name) -%}
    {%- if value is not number or value < least or (most is not none and value > most) -%}
        {{ exceptions.raise_compiler_error(
            "The var " ~ name ~ " is " ~ value ~ "; it takes a number from " ~ least
            ~ (" to " ~ most if most is not none else " on")
        ) }}
    {%- endif -%}
    {{ value }}
{%- endmacro %}
