-- One row per month of the snapshot. Months run without a hole from the first counted line to the
-- last complete month: a month that is cut off would fake Lost and hide New.
with lines as (
    select min(invoice_date) as first_date from {{ ref('counted_lines') }}
),

transactions as (
    select max(invoice_date) as last_date from {{ ref('stg_transactions') }}
),

bounds as (
    select
        {% if var('first_report_month') -%}
            {{ date_literal(var('first_report_month')) }}
        {%- else -%}
            {{ month_start('lines.first_date') }}
        {%- endif %} as first_month,
        {% if var('last_report_month') -%}
            {{ date_literal(var('last_report_month')) }}
        {%- elif var('data_through') -%}
            {{ last_complete_month(date_literal(var('data_through'))) }}
        {%- else -%}
            {{ last_complete_month('transactions.last_date') }}
        {%- endif %} as last_month
    from lines
    cross join transactions
),

final as (
    select
        month as report_month,
        {{ month_end('month') }} as report_month_end
    from {{ month_series('bounds', 'first_month', 'last_month') }} as months
)

select * from final
order by report_month
