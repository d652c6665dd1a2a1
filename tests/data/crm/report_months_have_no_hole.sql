-- The months follow one another, each the next one of the calendar.
with months as (
    select
        report_month,
        lag(report_month) over (order by report_month) as previous_month
    from {{ ref('report_months') }}
)

select *
from months
where previous_month <> {{ add_months('report_month', -1) }}
