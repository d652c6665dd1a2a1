-- One row in all: how many customers the churn rule can assess, and why it cannot assess the
-- others. The first four and seen_customers add up to customers.
with candidates as (
    select * from {{ ref('churn_candidates') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

lifecycle as (
    select thresholds.drop_off_days
    from as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as thresholds
        on as_of.as_of_date >= thresholds.in_force_from
        and as_of.as_of_date < thresholds.in_force_before
),

final as (
    select
        count(*) as customers,
        count(*) filter (where verdict = 'too few orders') as too_few_orders_customers,
        count(*) filter (where verdict = 'too new') as too_new_customers,
        count(*) filter (where verdict = 'no value') as no_value_customers,
        count(*) filter (
            where verdict not in ('too few orders', 'too new', 'no value')
        ) as seen_customers,
        count(*) filter (where verdict in ('late of low value', 'listed')) as late_customers,
        count(*) filter (where verdict = 'listed') as listed_customers,
        count(*) filter (
            where
                verdict = 'too few orders'
                and days_since_last_order >= lifecycle.drop_off_days
        ) as unseen_dropped_off_customers,
        count(*) filter (
            where
                verdict = 'too few orders'
                and total_value > churn_value_above
                and days_since_last_order >= lifecycle.drop_off_days
        ) as unseen_dropped_off_of_value_customers
    from candidates
    cross join lifecycle
)

select * from final
