-- Cumulative revenue grows by the revenue of the month, and in a cohort of one month its part of a
-- customer is the share of one of all.
with cells as (
    select
        *,
        lag(cumulative_revenue, 1, 0) over (partition by cohort order by months_since)
            as revenue_before,
        min(observed_customers) over (partition by cohort) as least_observed
    from {{ ref('cohort_retention') }}
)

select
    cohort,
    months_since,
    revenue,
    revenue_before,
    cumulative_revenue,
    cumulative_revenue_per_customer
from cells
where
    coalesce(revenue_before, 0) + coalesce(revenue, 0) <> coalesce(cumulative_revenue, 0)
    or (
        least_observed = cohort_size
        and {{ differs('cumulative_revenue_per_customer * cohort_size', 'cumulative_revenue') }}
    )
    or (cumulative_revenue is null) <> (cumulative_revenue_per_customer is null)
