-- Active, still active and observed customers by counting customers one by one.
with customers as (
    select
        cohorts.customer_id,
        cohorts.cohort,
        {{ months_between('cohorts.joined_month', 'as_of.as_of_date') }} as months_seen
    from {{ ref('customer_cohorts') }} as cohorts
    cross join {{ ref('as_of') }} as as_of
),

purchases as (
    select distinct
        cohorts.customer_id,
        {{ months_between('cohorts.joined_month', 'orders.order_date') }} as months_since
    from {{ ref('customer_cohorts') }} as cohorts
    inner join {{ ref('orders') }} as orders on cohorts.customer_id = orders.customer_id
),

last_purchases as (
    select
        customer_id,
        max(months_since) as months_since
    from purchases
    group by customer_id
),

counted as (
    select
        cells.cohort,
        cells.months_since,
        count(*) filter (where customers.months_seen >= cells.months_since) as observed,
        count(purchases.customer_id) as active,
        count(*) filter (where last_purchases.months_since >= cells.months_since) as still_active
    from {{ ref('cohort_retention') }} as cells
    inner join customers on cells.cohort = customers.cohort
    left join purchases
        on
            customers.customer_id = purchases.customer_id
            and cells.months_since = purchases.months_since
    left join last_purchases on customers.customer_id = last_purchases.customer_id
    group by cells.cohort, cells.months_since
)

select
    cells.cohort,
    cells.months_since,
    cells.observed_customers,
    counted.observed,
    cells.active_customers,
    counted.active,
    cells.still_active_customers,
    counted.still_active
from {{ ref('cohort_retention') }} as cells
inner join counted
    on
        cells.cohort = counted.cohort
        and cells.months_since = counted.months_since
where
    cells.observed_customers <> counted.observed
    or cells.active_customers <> counted.active
    or cells.still_active_customers <> counted.still_active
