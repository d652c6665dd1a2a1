-- One row per outcome and a day up to which customers are looked at, to foretell what they do in
-- the days after it. Period 0 is the as-of day, from which the future is foretold; the periods
-- before it have come to pass: the newest is held out to see whether a model of the older ones
-- foretold it. Days that are foretold a week apart or less are learnt from the same weekdays.
{%- set periods = var('propensity_training_periods') %}
with as_of as (
    select * from {{ ref('as_of') }}
),

report_months as (
    select * from {{ ref('report_months') }}
),

orders as (
    select min(order_date) as first_order_date from {{ ref('orders') }}
),

periods as (
    select cast(period as integer) as period
    from generate_series(0, {{ periods }}) as series (period)
),

horizons as (
    {% for outcome in ['purchase', 'churn'] -%}
    select
        '{{ outcome }}' as outcome,
        cast({{ var('propensity_' ~ outcome ~ '_days') }} as integer) as horizon_days,
        cast({{ [7, var('propensity_' ~ outcome ~ '_days')] | max }} as integer) as step_days
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

in_days as (
    select
        horizons.outcome,
        periods.period,
        {{ add_days('as_of.as_of_date', '-periods.period * horizons.step_days') }} as cut_off_date,
        {{ add_days(
            'as_of.as_of_date', 'horizons.horizon_days - periods.period * horizons.step_days'
        ) }} as label_until
    from horizons
    cross join periods
    cross join as_of
    where as_of.as_of_date is not null
),

last_month as (
    select max(report_months.report_month) as report_month
    from report_months
    cross join as_of
    where report_months.report_month_end <= as_of.as_of_date
),

in_months as (
    select
        'upgrade' as outcome,
        periods.period,
        {{ month_end(add_months(
            'last_month.report_month', '-periods.period * ' ~ var('propensity_upgrade_months')
        )) }} as cut_off_date,
        {{ month_end(add_months(
            'last_month.report_month', '(1 - periods.period) * ' ~ var('propensity_upgrade_months')
        )) }} as label_until
    from last_month
    cross join periods
    where last_month.report_month is not null
),

cut_offs as (
    select * from in_days
    union all
    select * from in_months
),

final as (
    select
        cut_offs.outcome,
        cut_offs.period,
        {{ days_between('cut_offs.cut_off_date', 'cut_offs.label_until') }} as horizon_days,
        cut_offs.cut_off_date,
        cut_offs.label_until
    from cut_offs
    cross join orders
    where
        cut_offs.period = 0
        or cut_offs.cut_off_date
        >= {{ add_days('orders.first_order_date', var('propensity_history_days_min')) }}
)

select * from final
order by outcome, period
