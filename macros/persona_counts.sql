{#
    A relation of the numbers of personas to try, in the column personas: the var persona_count
    alone, or all from persona_count_min to persona_count_max.
#}
{% macro persona_counts() -%}
    {%- set least = var('persona_count') or var('persona_count_min') -%}
    {%- set most = var('persona_count') or var('persona_count_max') -%}
    {%- if least < 2 or most < least -%}
        {{ exceptions.raise_compiler_error(
            'There are no ' ~ least ~ ' to ' ~ most ~ ' personas to try: set persona_count, or '
            ~ 'persona_count_min and persona_count_max, to 2 or more, the least first'
        ) }}
    {%- endif -%}
    (select cast(unnest(range({{ least }}, {{ most }} + 1)) as integer) as personas)
{%- endmacro %}
