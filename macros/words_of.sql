{#
    The words of a text in lower case, in their order: letters of any language, with apostrophes
    inside of them. Digits and signs are none.
#}
{% macro words_of(text) -%}
    regexp_extract_all(
        lower(replace({{ text }}, '’', '''')), '\p{L}+(?:''\p{L}+)*'
    )
{%- endmacro %}
