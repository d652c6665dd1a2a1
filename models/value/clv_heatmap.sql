-- One row per cell of the heatmap: customers of one age, the middle one of all, with so many
-- repeat purchases, the last of them after so many tenths of that age, and what is expected of
-- them. Money is held at the mean order value of all, so that colours show buying alone.
with summary as (
    select * from {{ ref('clv_summary') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

parameters as (
    select parameters.*
    from {{ ref('clv_parameters') }} as parameters
    inner join as_of on parameters.as_of_date = as_of.as_of_date
    where parameters.r is not null
),

bounds as (
    select
        quantile_disc(age_days, 0.5) as age_days,
        greatest(quantile_disc(frequency, 0.95), 1) as most_frequency
    from summary
),

grid as (
    select
        cast(frequencies.frequency as integer) as frequency,
        cast(steps.step as integer) as recency_step,
        cast({{ floor_divide('bounds.age_days * steps.step', '10') }} as integer)
            as recency_days,
        bounds.age_days
    from bounds,
        generate_series(0, bounds.most_frequency) as frequencies (frequency),
        generate_series(0, 10) as steps (step)
),

-- Purchases on different days need at least as many days.
cells as (
    select * from grid
    where
        (frequency = 0 and recency_step = 0)
        or (frequency > 0 and recency_days >= frequency)
),

observed as (
    select
        frequency,
        case
            when frequency = 0 then 0
            else cast(round({{ divide('10 * recency_days', 'age_days') }}) as integer)
        end as recency_step,
        count(*) as customers
    from summary
    group by all
),

ends as (
    select cast({{ days_between('as_of_date', months_ahead('as_of_date', 6)) }} as double) as days
    from as_of
),

expected as (
    select
        cells.*,
        {{ probability_alive('cells', 'parameters') }} as probability_alive,
        bg_nbd_orders_if_alive(
            parameters.r,
            parameters.alpha,
            parameters.a,
            parameters.b,
            cells.frequency,
            cells.age_days,
            [ends.days]
        )[1] as orders_if_alive,
        parameters.mean_order_value,
        parameters.is_reliable,
        parameters.warning
    from cells
    cross join parameters
    cross join ends
),

final as (
    select
        expected.frequency,
        expected.recency_step,
        expected.recency_days,
        expected.age_days,
        expected.probability_alive,
        expected.probability_alive * expected.orders_if_alive as expected_orders_6_months,
        expected.probability_alive * expected.orders_if_alive * expected.mean_order_value
            as expected_value_6_months,
        cast(coalesce(observed.customers, 0) as bigint) as customers,
        expected.is_reliable,
        expected.warning
    from expected
    left join observed
        on expected.frequency = observed.frequency
        and expected.recency_step = observed.recency_step
)

select * from final
order by frequency, recency_step
