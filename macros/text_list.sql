{# A list of texts, such as the value of a var, as the inside of an SQL `in (…)`, in lower case. #}
{% macro text_list(texts) -%}
    {%- if texts | length == 0 -%}
        cast(null as varchar)
    {%- else -%}
        {%- for text in texts -%}
            '{{ text | lower | replace("'", "''") }}'{{ ', ' if not loop.last }}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
