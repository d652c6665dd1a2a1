-- One row per eligible customer in a calendar month, with the indicators that are read next to
-- the windows. Tenure counts calendar months, the first one as 1, and is NULL, not 0, for those
-- who have not bought; the averages are rounded by being doubles, so no rule compares them.
{{ config(materialized='view') }}

with m_fields as (
    select * from {{ ref('m_fields') }}
),

final as (
    select
        customer_id,
        report_month,
        m_total,
        m1,
        m6,
        m12,
        m13,
        m24,
        m25,
        o6,
        first_device_purchase_date,
        first_consumable_purchase_date,
        last_consumable_purchase_date,
        {{ months_between('first_consumable_purchase_date', 'report_month') }} + 1
            as tenure_months,
        {{ divide_units('m6', 6) }} as avg_monthly_consumption,
        {{ divide_units('m6', 'o6') }} as avg_order_size
    from m_fields
)

select * from final
