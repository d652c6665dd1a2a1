-- One row per period, over all cohorts together: when customers generally leave. A
-- rate also falls because later periods hold other cohorts; change_like_for_like therefore compares a
-- period with the one before among the cohorts that are seen in both.
with cells as (
    select
        *,
        lag(case when not is_partial then active_customers end)
            over (partition by cohort order by months_since) as previous_active,
        lag(case when not is_partial then observed_customers end)
            over (partition by cohort order by months_since) as previous_observed
    from {{ ref('cohort_retention') }}
    where months_since >= 0
),

sums as (
    select
        months_since,
        count(*) as cohorts,
        sum(observed_customers) as observed_customers,
        sum(active_customers) as active_customers,
        sum(previous_observed) as previous_observed,
        sum(previous_active) as previous_active,
        sum(case when previous_observed > 0 then observed_customers end) as compared_observed,
        sum(case when previous_observed > 0 then active_customers end) as compared_active
    from cells
    where not is_partial
    group by months_since
),

final as (
    select
        months_since,
        cast(cohorts as integer) as cohorts,
        cast(observed_customers as bigint) as observed_customers,
        cast(active_customers as bigint) as active_customers,
        {{ divide('active_customers', 'observed_customers') }} as retention_rate,
        {{ divide('compared_active', 'compared_observed') }}
        - {{ divide('previous_active', 'previous_observed') }} as change_like_for_like
    from sums
)

select * from final
order by months_since
