-- Everybody is seen or unseen for one reason, and the listed are the rows of the list.
select coverage.*
from {{ ref('churn_risk_coverage') }} as coverage
cross join (select count(distinct customer_id) as buyers from {{ ref('orders') }}) as orders
cross join (select count(*) as listed from {{ ref('churn_risk') }}) as risk
where
    coverage.customers <> orders.buyers
    or coverage.customers
    <> coverage.too_few_orders_customers
    + coverage.too_new_customers
    + coverage.no_value_customers
    + coverage.seen_customers
    or coverage.late_customers > coverage.seen_customers
    or coverage.listed_customers > coverage.late_customers
    or coverage.listed_customers <> risk.listed
    or coverage.unseen_dropped_off_customers > coverage.too_few_orders_customers
    or coverage.unseen_dropped_off_of_value_customers > coverage.unseen_dropped_off_customers
