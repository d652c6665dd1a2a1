{#
    A relation of the numbers of personas to try, in the column personas: the var persona_count
    alone, or all from persona_count_least to persona_count_most.
#}
{% macro persona_counts() -%}
    {%- set least = var('persona_count') or var('persona_count_least') -%}
    {%- set most = var('persona_count') or var('persona_count_most') -%}
    {%- if least < 2 or most < least -%}
        {{ exceptions.raise_compiler_error(
            'There are no ' ~ least ~ ' to ' ~ most ~ ' personas to try: set persona_count, or '
            ~ 'persona_count_least and persona_count_most, to 2 or more, the least first'
        ) }}
    {%- endif -%}
    (select cast(unnest(range({{ least }}, {{ most }} + 1)) as integer) as personas)
{%- endmacro %}
