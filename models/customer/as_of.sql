-- The one day as of which customers are looked at: nothing later is seen, and days since an event
-- are counted to it. A fixed day, never the clock, so that every figure can be made again.
with report_months as (
    select max(report_month_end) as last_day from {{ ref('report_months') }}
),

final as (
    select
        {% if var('as_of_date') -%}
            {{ date_literal(var('as_of_date')) }}
        {%- else -%}
            last_day
        {%- endif %} as as_of_date
    from report_months
)

select * from final
