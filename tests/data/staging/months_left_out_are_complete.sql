-- Warns of months that are not reported because the data stops before their last day. Where it
-- only seems to stop, as with no sale on the last day, set the var data_through.
{{ config(severity='warn') }}

with transactions as (
    select
        min(invoice_date) as first_date,
        max(invoice_date) as last_date,
        {% if var('data_through') -%}
            {{ date_literal(var('data_through')) }}
        {%- else -%}
            max(invoice_date)
        {%- endif %} as data_through
    from {{ ref('stg_transactions') }}
),

bounds as (
    select
        data_through,
        greatest(
            {{ add_months(last_complete_month('data_through'), 1) }},
            {{ month_start('first_date') }}
        ) as first_left_out,
        {{ month_start('greatest(last_date, data_through)') }} as last_left_out
    from transactions
),

months as (
    select month from {{ month_series('bounds', 'first_left_out', 'last_left_out') }} as series
)

select
    months.month as left_out_month,
    bounds.data_through,
    'if the data of this month is complete, set the var data_through to '
    || cast({{ month_end('months.month') }} as varchar) as hint
from months
cross join bounds
{%- if var('last_report_month') %}
-- The var last_report_month chose the end of the grid itself.
where 1 = 0
{%- endif %}
