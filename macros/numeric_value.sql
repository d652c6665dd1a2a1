{# A text as a double, NULL where it is not a number or one of 13 digits and more, such as a key. #}
{% macro numeric_value(text) -%}
    case when abs(try_cast({{ text }} as double)) < 1e12 then try_cast({{ text }} as double) end
{%- endmacro %}
