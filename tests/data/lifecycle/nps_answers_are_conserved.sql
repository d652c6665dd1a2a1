-- Every answer of an eligible customer in a report month is counted once.
with answers as (
    select count(*) as answers
    from {{ ref('stg_nps_responses') }} as responses
    inner join {{ ref('eligible_customers') }} as customers
        on responses.customer_id = customers.customer_id
    inner join {{ ref('report_months') }} as report_months
        on responses.responded_date
        between report_months.report_month and report_months.report_month_end
),

counted as (
    select coalesce(sum(nps_responses), 0) as counted from {{ ref('engagement_metrics') }}
)

select *
from answers
cross join counted
where answers <> counted
