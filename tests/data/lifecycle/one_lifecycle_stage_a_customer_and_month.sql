-- Every eligible customer has exactly one stage in every report month.
with customers as (
    select count(*) as customers from {{ ref('eligible_customers') }}
),

staged as (
    select
        report_month,
        count(*) as stages,
        count(distinct customer_id) as customers
    from {{ ref('customer_lifecycle') }}
    group by report_month
)

select
    coalesce(report_months.report_month, staged.report_month) as report_month,
    customers.customers as eligible_customers,
    staged.customers as staged_customers,
    staged.stages
from {{ ref('report_months') }} as report_months
full join staged on report_months.report_month = staged.report_month
cross join customers
where
    report_months.report_month is null
    or coalesce(staged.stages, 0) <> customers.customers
    or coalesce(staged.customers, 0) <> customers.customers
