{#
    A relation of the numbers of personas to try, in the column personas: the var persona_count
    alone, or all from persona_count_min to persona_count_max.
#}
{% macro persona_counts() -%}
    {%- set least = var('persona_count') or var('persona_count_min') -%}
    {%- set most = var('persona_count') or var('persona_count_max') -%}
    {%- if most < least -%}
        {{ exceptions.raise_compiler_error(
            'persona_count_min is ' ~ least ~ ', more than persona_count_max, which is ' ~ most
        ) }}
    {%- endif -%}
    (select cast(unnest(range({{ least }}, {{ most }} + 1)) as integer) as personas)
{%- endmacro %}
