-- Who buys in a month is still active, who is still active has been seen in it, and who has been
-- seen is of the cohort; a customer who is active has an order.
select
    cohort,
    months_since,
    cohort_size,
    observed_customers,
    still_active_customers,
    active_customers,
    orders
from {{ ref('cohort_retention') }}
where
    active_customers < 0
    or active_customers > still_active_customers
    or still_active_customers > observed_customers
    or observed_customers > cohort_size
    or observed_customers < 1
    or orders < active_customers
    or (orders > 0) <> (active_customers > 0)
    or not coalesce(retention_rate between 0 and 1, false)
    or not coalesce(still_active_rate between 0 and 1, false)
