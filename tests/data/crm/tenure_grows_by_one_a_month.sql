-- Tenure is 1 in the month of the first consumable and grows by one a month: from one month to the
-- next, it keeps its distance to the calendar.
with distances as (
    select
        customer_id,
        report_month,
        first_consumable_purchase_date,
        tenure_months,
        tenure_months
        - {{ months_between(date_literal('1970-01-01'), 'report_month') }} as distance
    from {{ ref('crm_snapshot') }}
    where tenure_months is not null
)

select
    customer_id,
    min(distance) as least_distance,
    max(distance) as greatest_distance
from distances
group by customer_id
having
    min(distance) <> max(distance)
    or max(
        case
            when {{ month_start('first_consumable_purchase_date') }} = report_month
                then tenure_months
            else 1
        end
    ) <> 1
    or min(tenure_months) < 1
