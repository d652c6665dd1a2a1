{# Text without blanks, tabs, line ends and no-break spaces around it; nothing left is NULL. #}
{% macro trimmed(text) -%}
    nullif(trim({{ text }}, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '')
{%- endmacro %}
