-- One row per eligible customer in a calendar month, with the units and orders of the windows
-- that end with it. The last n months are what was bought to date less what had been bought to
-- date n months before; n rows up is n months back because the rollup has every month.
{{ config(materialized='view') }}

with monthly_rollup as (
    select * from {{ ref('monthly_rollup') }}
),

before as (
    select
        *,
        lag(units_to_date, 6, 0) over (partition by customer_id order by month) as before_6,
        lag(units_to_date, 12, 0) over (partition by customer_id order by month) as before_12,
        lag(units_to_date, 13, 0) over (partition by customer_id order by month) as before_13,
        lag(units_to_date, 24, 0) over (partition by customer_id order by month) as before_24,
        lag(units_to_date, 25, 0) over (partition by customer_id order by month) as before_25,
        lag(orders_to_date, 6, 0) over (partition by customer_id order by month) as orders_before_6
    from monthly_rollup
),

final as (
    select
        customer_id,
        month as report_month,
        units_to_date as m_total,
        units as m1,
        cast(units_to_date - before_6 as decimal(18, 6)) as m6,
        cast(units_to_date - before_12 as decimal(18, 6)) as m12,
        cast(units_to_date - before_13 as decimal(18, 6)) as m13,
        cast(units_to_date - before_24 as decimal(18, 6)) as m24,
        cast(units_to_date - before_25 as decimal(18, 6)) as m25,
        orders_to_date - orders_before_6 as o6,
        first_device_purchase_date,
        first_consumable_purchase_date,
        last_consumable_purchase_date
    from before
)

select * from final
