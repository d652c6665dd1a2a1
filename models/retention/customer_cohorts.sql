-- One row per customer in the one cohort that the var retention_cohort_by puts them in, with the
-- month from which their periods are counted: of registration where cohorts are registration months
-- and it is known, else of the first purchase. Somebody with neither has no periods and is in no
-- cohort.
{% set retention_cohort_by = var('retention_cohort_by') -%}
with as_of as (
    select * from {{ ref('as_of') }}
),

customers as (
    select * from {{ ref('eligible_customers') }}
),

first_purchases as (
    select
        customer_id,
        min(purchase_date) as first_purchase_date
    from {{ ref('purchase_days') }}
    group by customer_id
),

named_periods as (
    select * from {{ ref('named_periods') }}
),

-- A registration after the as-of day does not count.
known as (
    select
        customers.customer_id,
        customers.acquisition_channel,
        case
            when customers.registered_date <= as_of.as_of_date then customers.registered_date
        end as registered_date,
        first_purchases.first_purchase_date
    from customers
    cross join as_of
    left join first_purchases on customers.customer_id = first_purchases.customer_id
),

cohorts as (
    select
        known.customer_id,
        {% if retention_cohort_by == 'first_purchase' -%}
        {{ month_label('known.first_purchase_date') }} as cohort,
        {{ month_start('known.first_purchase_date') }} as cohort_start,
        known.first_purchase_date as joined_date
        {%- elif retention_cohort_by == 'registration' -%}
        coalesce({{ month_label('known.registered_date') }}, 'unknown') as cohort,
        {{ month_start('known.registered_date') }} as cohort_start,
        coalesce(known.registered_date, known.first_purchase_date) as joined_date
        {%- elif retention_cohort_by == 'acquisition_channel' -%}
        coalesce(known.acquisition_channel, 'unknown') as cohort,
        cast(null as date) as cohort_start,
        known.first_purchase_date as joined_date
        {%- else -%}
        coalesce(named_periods.period_name, 'other') as cohort,
        {{ month_start('named_periods.first_day') }} as cohort_start,
        known.first_purchase_date as joined_date
        {%- endif %}
    from known
    {% if retention_cohort_by == 'named_periods' -%}
    left join named_periods
        on known.first_purchase_date >= named_periods.first_day
        and known.first_purchase_date <= named_periods.last_day
    {%- endif %}
),

final as (
    select
        customer_id,
        cohort,
        cohort_start,
        {{ month_start('joined_date') }} as joined_month
    from cohorts
    where joined_date is not null
)

select * from final
