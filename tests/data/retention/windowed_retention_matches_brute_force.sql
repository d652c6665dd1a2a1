-- The windowed rate by the days back of each customer's first purchase and of every purchase.
with thresholds as (
    select *
    from {{ version_spans(ref('retention_thresholds')) }} as versions
),

first_orders as (
    select
        customer_id,
        min(order_date) as first_date
    from {{ ref('orders') }}
    group by customer_id
),

counted as (
    select
        windows.as_of_date,
        count(distinct first_orders.customer_id) as cohort_size,
        count(
            distinct case
                when
                    {{ days_between('orders.order_date', 'windows.as_of_date') }}
                    between 0 and thresholds.window_recent_days - 1
                    then orders.customer_id
            end
        ) as retained_customers
    from {{ ref('windowed_retention') }} as windows
    inner join thresholds
        on
            thresholds.in_force_from <= windows.as_of_date
            and thresholds.in_force_before > windows.as_of_date
    left join first_orders
        on {{ days_between('first_orders.first_date', 'windows.as_of_date') }}
            between thresholds.window_to_days and thresholds.window_from_days - 1
    left join {{ ref('orders') }} as orders on first_orders.customer_id = orders.customer_id
    group by windows.as_of_date
)

select
    windows.as_of_date,
    windows.cohort_size,
    counted.cohort_size as cohort_by_brute_force,
    windows.retained_customers,
    counted.retained_customers as retained_by_brute_force
from {{ ref('windowed_retention') }} as windows
inner join counted on windows.as_of_date = counted.as_of_date
where
    windows.cohort_size <> counted.cohort_size
    or windows.retained_customers <> counted.retained_customers
    or windows.retained_customers > windows.cohort_size
    or (windows.cohort_size = 0) <> (windows.retention_rate is null)
    or abs(windows.retention_rate * windows.cohort_size - windows.retained_customers) > 0.000001
union all
select
    as_of.as_of_date,
    null as cohort_size,
    null as cohort_by_brute_force,
    null as retained_customers,
    null as retained_by_brute_force
from {{ ref('as_of') }} as as_of
left join {{ ref('windowed_retention') }} as windows on as_of.as_of_date = windows.as_of_date
where windows.as_of_date is null
