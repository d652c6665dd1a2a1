-- The event by a second reading of the table, from dates instead of windows. Lost: the last
-- consumable lies 12 months back. New: the first one is of this month. Reactivated: bought this
-- month and longer ago, but not between (m13 is all of this month).
with read_again as (
    select
        customer_id,
        report_month,
        lifecycle_event,
        case
            when {{ months_between('first_consumable_purchase_date', 'report_month') }} = 0
                then 'New'
            when {{ months_between('last_consumable_purchase_date', 'report_month') }} = 12
                then 'Lost'
            when
                {{ months_between('last_consumable_purchase_date', 'report_month') }} = 0
                and m13 = m1
                and m_total > m13
                then 'Reactivated'
        end as event_read_again
    from {{ ref('crm_snapshot') }}
)

select *
from read_again
where lifecycle_event is distinct from event_read_again
