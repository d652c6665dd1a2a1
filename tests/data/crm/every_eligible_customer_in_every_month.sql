-- Every eligible customer has a row in every report month, whether it bought or not.
with customers as (
    select count(*) as customers from {{ ref('eligible_customers') }}
),

snapshot as (
    select
        report_month,
        count(*) as customers
    from {{ ref('crm_snapshot') }}
    group by report_month
)

select
    coalesce(report_months.report_month, snapshot.report_month) as report_month,
    customers.customers as eligible_customers,
    snapshot.customers as customers_in_snapshot
from {{ ref('report_months') }} as report_months
full join snapshot on report_months.report_month = snapshot.report_month
cross join customers
where
    report_months.report_month is null
    or coalesce(snapshot.customers, 0) <> customers.customers
