-- One row per day from which lifetime values are forecast, with nothing later seen: the as-of day,
-- the days of the trend before it, and the end of the period that the validation is calibrated on.
with as_of as (
    select as_of_date from {{ ref('as_of') }}
),

orders as (
    select min(order_date) as first_order_date from {{ ref('orders') }}
),

wanted as (
    select
        as_of_date,
        as_of_date as last_date,
        true as is_trend,
        false as is_calibration
    from as_of
    union all
    {% if var('clv_trend_dates') -%}
    {% for date in var('clv_trend_dates') -%}
    select
        {{ date_literal(date) }} as as_of_date,
        as_of_date as last_date,
        true as is_trend,
        false as is_calibration
    from as_of
    union all
    {% endfor -%}
    {%- else -%}
    select
        {{ month_end(add_months('as_of_date', '-cast(months.back as integer)')) }} as as_of_date,
        as_of_date as last_date,
        true as is_trend,
        false as is_calibration
    from as_of
    cross join generate_series(1, 6) as months (back)
    union all
    {% endif -%}
    select
        {% if var('clv_calibration_end') -%}
            {{ date_literal(var('clv_calibration_end')) }}
        {%- else -%}
            {{ month_end(add_months('as_of_date', -6)) }}
        {%- endif %} as as_of_date,
        as_of_date as last_date,
        false as is_trend,
        true as is_calibration
    from as_of
),

final as (
    select
        wanted.as_of_date,
        wanted.as_of_date = wanted.last_date as is_current,
        bool_or(wanted.is_trend) as is_trend,
        bool_or(wanted.is_calibration and wanted.as_of_date < wanted.last_date) as is_calibration
    from wanted
    cross join orders
    where
        wanted.as_of_date <= wanted.last_date
        and wanted.as_of_date >= orders.first_order_date
    group by wanted.as_of_date, wanted.last_date
)

select * from final
order by as_of_date
