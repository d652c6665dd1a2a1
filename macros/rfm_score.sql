{#
    The score from 1 to 5 of a value whose edges are in the columns prefix_2 to prefix_5: the
    highest score whose edge the value passes by the operator, 1 where it passes none.
#}
{% macro rfm_score(value, operator, prefix) -%}
    cast(
        case
            {% for score in [5, 4, 3, 2] -%}
            when {{ value }} {{ operator }} {{ prefix }}_{{ score }} then {{ score }}
            {% endfor -%}
            else 1
        end
        as integer
    )
{%- endmacro %}
