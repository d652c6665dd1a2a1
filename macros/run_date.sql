{# The day of the run: the var run_date, else the day in the var time_zone when the run began. #}
{% macro run_date() -%}
    {%- if var('run_date') -%}
        {{ date_literal(var('run_date')) }}
    {%- else -%}
        cast(
            timezone('{{ var("time_zone") }}', cast('{{ run_started_at }}' as timestamptz))
            as date
        )
    {%- endif -%}
{%- endmacro %}
