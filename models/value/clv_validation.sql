-- One row for all customers, one per number of repeat purchases, one per week: what the models
-- fitted up to the end of the calibration expected of the time from there to the as-of day, next to
-- what happened. Customers who came after the calibration are in neither.
with calibration as (
    select
        clv_cutoffs.as_of_date as calibration_end,
        as_of.as_of_date as holdout_end,
        {{ days_between('clv_cutoffs.as_of_date', 'as_of.as_of_date') }} as holdout_days
    from {{ ref('clv_cutoffs') }} as clv_cutoffs
    cross join {{ ref('as_of') }} as as_of
    where clv_cutoffs.is_calibration
),

histories as (
    select histories.*
    from {{ ref('clv_histories') }} as histories
    inner join calibration on histories.as_of_date = calibration.calibration_end
),

parameters as (
    select parameters.*
    from {{ ref('clv_parameters') }} as parameters
    inner join calibration on parameters.as_of_date = calibration.calibration_end
    where parameters.r is not null
),

purchases as (
    select
        purchase_days.customer_id,
        purchase_days.net_amount,
        {{ days_between('calibration.calibration_end', 'purchase_days.purchase_date') }} as day
    from {{ ref('clv_purchase_days') }} as purchase_days
    inner join calibration
        on purchase_days.known_from <= calibration.holdout_end
        and purchase_days.known_before > calibration.holdout_end
),

weeks as (
    select
        cast(series.week as integer) as week,
        least(series.week * 7, calibration.holdout_days) as last_day
    from calibration,
        generate_series(
            1, {{ floor_divide('(calibration.holdout_days + 6)', '7') }}
        ) as series (week)
),

times as (
    select list(cast(last_day as double) order by week) as ends_of_weeks from weeks
),

alike as (
    select
        frequency,
        age_days,
        count(*) as customers
    from histories
    group by frequency, age_days
),

if_alive as (
    select
        alike.frequency,
        alike.age_days,
        bg_nbd_orders_if_alive(
            parameters.r,
            parameters.alpha,
            parameters.a,
            parameters.b,
            alike.frequency,
            alike.age_days,
            times.ends_of_weeks
        ) as orders_by_week
    from alike
    cross join parameters
    cross join times
),

alive as (
    select
        histories.customer_id,
        histories.frequency,
        histories.age_days,
        {{ probability_alive('histories', 'parameters') }} as probability_alive,
        {{ expected_order_value('histories', 'parameters') }} as expected_order_value
    from histories
    cross join parameters
),

happened as (
    select
        purchases.customer_id,
        count(case when purchases.day > 0 then 1 end) as orders,
        count(
            case when purchases.day > -calibration.holdout_days and purchases.day <= 0 then 1 end
        ) as orders_before,
        sum(case when purchases.day > 0 then purchases.net_amount end) as revenue,
        count(purchases.net_amount) > 0 as is_revenue_known
    from purchases
    cross join calibration
    group by purchases.customer_id
),

compared as (
    select
        alive.customer_id,
        least(alive.frequency, 7) as frequency_class,
        happened.orders,
        happened.orders_before,
        case when happened.is_revenue_known then coalesce(happened.revenue, 0) end as revenue,
        alive.probability_alive * if_alive.orders_by_week[-1] as expected_orders,
        alive.probability_alive * if_alive.orders_by_week[-1] * alive.expected_order_value
            as expected_revenue
    from alive
    inner join if_alive
        on alive.frequency = if_alive.frequency
        and alive.age_days = if_alive.age_days
    inner join happened on alive.customer_id = happened.customer_id
),

members as (
    select
        'all' as comparison,
        0 as class,
        *
    from compared
    union all
    select
        'frequency' as comparison,
        frequency_class as class,
        *
    from compared
),

sums as (
    select
        comparison,
        class,
        count(*) as customers,
        sum(orders) as orders,
        sum(orders_before) as orders_before,
        sum({{ exact('expected_orders') }}) as expected_orders,
        sum(revenue) as revenue,
        sum({{ exact('expected_revenue') }}) as expected_revenue,
        sum({{ exact('power(orders - expected_orders, 2)') }}) as squared_error,
        sum((orders - orders_before) * (orders - orders_before)) as squared_error_before,
        sum({{ exact('orders * expected_orders') }}) as products,
        sum(orders * orders) as squares,
        sum({{ exact('expected_orders * expected_orders') }}) as expected_squares
    from members
    group by comparison, class
),

-- The number of customers per count of repeat purchases that the model expects, given their ages.
by_age as (
    select
        age_days,
        sum(customers) as customers
    from alike
    group by age_days
),

classes as (
    select
        cast(series.class as integer) as class,
        sum(
            {{ exact(
                'by_age.customers * bg_nbd_probability_of_orders(parameters.r, parameters.alpha, '
                ~ 'parameters.a, parameters.b, cast(series.class as integer), by_age.age_days)'
            ) }}
        ) as customers
    from by_age
    cross join parameters
    cross join generate_series(0, 6) as series (class)
    group by series.class
),

expected_classes as (
    select
        class,
        customers
    from classes
    union all
    select
        7 as class,
        (select sum(customers) from by_age) - sum(customers) as customers
    from classes
    having count(*) > 0
),

weekly_expected as (
    select
        weeks.week,
        sum({{ exact('alive.probability_alive * if_alive.orders_by_week[weeks.week]') }})
            as cumulative_expected_orders
    from alive
    inner join if_alive
        on alive.frequency = if_alive.frequency
        and alive.age_days = if_alive.age_days
    cross join weeks
    group by weeks.week
),

weekly_actual as (
    select
        {{ floor_divide('(purchases.day + 6)', '7') }} as week,
        count(*) as orders
    from purchases
    inner join alive on purchases.customer_id = alive.customer_id
    where purchases.day > 0
    group by {{ floor_divide('(purchases.day + 6)', '7') }}
),

weekly as (
    select
        weekly_expected.week,
        coalesce(weekly_actual.orders, 0) as orders,
        weekly_expected.cumulative_expected_orders
        - coalesce(
            lag(weekly_expected.cumulative_expected_orders) over (order by weekly_expected.week), 0
        ) as expected_orders
    from weekly_expected
    left join weekly_actual on weekly_expected.week = weekly_actual.week
),

-- Every class, empty ones included: the model expects a fraction of a customer there.
comparisons as (
    select
        'all' as comparison,
        0 as class,
        null as expected_customers
    union all
    select
        'frequency' as comparison,
        class,
        customers as expected_customers
    from expected_classes
),

rows_of_all as (
    select
        comparisons.comparison,
        comparisons.class,
        coalesce(sums.customers, 0) as customers,
        comparisons.expected_customers,
        coalesce(sums.orders, 0) as orders,
        coalesce(sums.orders_before, 0) as orders_before,
        coalesce(sums.expected_orders, 0) as expected_orders,
        case when sums.customers is null then 0 else sums.revenue end as revenue,
        coalesce(sums.expected_revenue, 0) as expected_revenue,
        sqrt({{ divide('sums.squared_error', 'sums.customers') }}) as root_mean_squared_error,
        sqrt({{ divide('sums.squared_error_before', 'sums.customers') }})
            as root_mean_squared_error_of_period_before,
        {{ divide(
            'cast(sums.customers * sums.products as double)'
            ~ ' - cast(sums.orders * sums.expected_orders as double)',
            'sqrt(greatest(cast(sums.customers * sums.squares - sums.orders * sums.orders'
            ~ ' as double), 0)) * sqrt(greatest('
            ~ 'cast(sums.customers * sums.expected_squares as double)'
            ~ ' - cast(sums.expected_orders as double) * cast(sums.expected_orders as double), 0))'
        ) }} as correlation
    from comparisons
    left join sums
        on comparisons.comparison = sums.comparison
        and comparisons.class = sums.class
    union all
    select
        'week' as comparison,
        week as class,
        null as customers,
        null as expected_customers,
        orders,
        null as orders_before,
        expected_orders,
        null as revenue,
        null as expected_revenue,
        null as root_mean_squared_error,
        null as root_mean_squared_error_of_period_before,
        null as correlation
    from weekly
),

final as (
    select
        rows_of_all.comparison,
        cast(rows_of_all.class as integer) as class,
        case
            when rows_of_all.comparison = 'all' then 'all'
            when rows_of_all.comparison = 'week' then 'week ' || rows_of_all.class
            when rows_of_all.class = 7 then '7 or more'
            else cast(rows_of_all.class as varchar)
        end as label,
        cast(rows_of_all.customers as bigint) as customers,
        cast(rows_of_all.expected_customers as double) as expected_customers,
        cast(rows_of_all.orders as bigint) as actual_orders,
        cast(rows_of_all.expected_orders as double) as expected_orders,
        {{ divide(
            'cast(rows_of_all.expected_orders as double) - rows_of_all.orders',
            'rows_of_all.orders'
        ) }} as order_error,
        cast(rows_of_all.orders_before as bigint) as orders_in_period_before,
        cast(rows_of_all.revenue as decimal(18, 2)) as actual_revenue,
        cast(rows_of_all.expected_revenue as double) as expected_revenue,
        {{ divide(
            'cast(rows_of_all.expected_revenue as double) - cast(rows_of_all.revenue as double)',
            'rows_of_all.revenue'
        ) }} as revenue_error,
        rows_of_all.root_mean_squared_error,
        rows_of_all.root_mean_squared_error_of_period_before,
        rows_of_all.correlation,
        parameters.is_reliable,
        parameters.warning,
        calibration.calibration_end,
        calibration.holdout_end
    from rows_of_all
    cross join calibration
    cross join parameters
)

select * from final
order by comparison, class
