-- The retention of all cohorts is the sum of their whole months.
with cells as (
    select
        months_since,
        count(*) as cohorts,
        sum(observed_customers) as observed_customers,
        sum(active_customers) as active_customers
    from {{ ref('cohort_retention') }}
    where
        not is_partial
        and months_since >= 0
    group by months_since
)

select
    coalesce(cells.months_since, overall.months_since) as months_since,
    cells.active_customers,
    overall.active_customers as active_overall
from cells
full join {{ ref('cohort_retention_overall') }} as overall
    on cells.months_since = overall.months_since
where
    cells.cohorts is distinct from overall.cohorts
    or cells.observed_customers is distinct from overall.observed_customers
    or cells.active_customers is distinct from overall.active_customers
    or not coalesce(overall.retention_rate between 0 and 1, false)
    or (overall.change_like_for_like is not null and overall.months_since = 0)
    or abs(overall.change_like_for_like) > 1
