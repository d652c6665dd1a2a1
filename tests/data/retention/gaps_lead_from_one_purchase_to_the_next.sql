-- A gap is at least a day, begins on a purchase day of the customer and has none within it.
select
    days.customer_id,
    days.purchase_date,
    days.gap_days,
    days.previous_purchase_date
from {{ ref('purchase_days') }} as days
left join {{ ref('purchase_days') }} as previous
    on
        days.customer_id = previous.customer_id
        and days.previous_purchase_date = previous.purchase_date
where
    (days.gap_days is null) <> (days.previous_purchase_date is null)
    or (
        days.gap_days is not null
        and (
            days.gap_days < 1
            or {{ add_days('days.previous_purchase_date', 'days.gap_days') }} <> days.purchase_date
            or previous.next_purchase_date is distinct from days.purchase_date
        )
    )
