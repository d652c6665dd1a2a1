-- One row per reporting day: the end of each report month up to the as-of day, and that day. Of
-- the customers whose first purchase lies 120 to 90 days back, how many have bought in the last 30.
-- Windows are of whole days and end on the day, which counts: 0 to 29 days ago are the last 30.
with as_of as (
    select * from {{ ref('as_of') }}
),

purchase_days as (
    select * from {{ ref('purchase_days') }}
),

first_purchases as (
    select
        customer_id,
        purchase_date as first_purchase_date
    from purchase_days
    where previous_purchase_date is null
),

reckonings as (
    select report_months.report_month_end as as_of_date
    from {{ ref('report_months') }} as report_months
    inner join as_of on report_months.report_month_end <= as_of.as_of_date
    union
    select as_of_date from as_of
),

windows as (
    select
        reckonings.as_of_date,
        {{ add_days('reckonings.as_of_date', '1 - thresholds.window_from_days') }}
            as cohort_from_date,
        {{ add_days('reckonings.as_of_date', '-thresholds.window_to_days') }} as cohort_to_date,
        {{ add_days('reckonings.as_of_date', '1 - thresholds.window_recent_days') }}
            as recent_from_date
    from reckonings
    inner join {{ version_spans(ref('retention_thresholds')) }} as thresholds
        on reckonings.as_of_date >= thresholds.in_force_from
        and reckonings.as_of_date < thresholds.in_force_before
),

cohorts as (
    select
        windows.as_of_date,
        windows.recent_from_date,
        first_purchases.customer_id
    from windows
    inner join first_purchases
        on windows.cohort_from_date <= first_purchases.first_purchase_date
        and windows.cohort_to_date >= first_purchases.first_purchase_date
),

retained as (
    select
        cohorts.as_of_date,
        count(distinct cohorts.customer_id) as customers
    from cohorts
    inner join purchase_days
        on cohorts.customer_id = purchase_days.customer_id
        and cohorts.recent_from_date <= purchase_days.purchase_date
        and cohorts.as_of_date >= purchase_days.purchase_date
    group by cohorts.as_of_date
),

sizes as (
    select
        as_of_date,
        count(*) as customers
    from cohorts
    group by as_of_date
),

final as (
    select
        windows.as_of_date,
        windows.cohort_from_date,
        windows.cohort_to_date,
        windows.recent_from_date,
        coalesce(sizes.customers, 0) as cohort_size,
        coalesce(retained.customers, 0) as retained_customers,
        {{ divide('coalesce(retained.customers, 0)', 'sizes.customers') }} as retention_rate
    from windows
    left join sizes on windows.as_of_date = sizes.as_of_date
    left join retained on windows.as_of_date = retained.as_of_date
)

select * from final
order by as_of_date
