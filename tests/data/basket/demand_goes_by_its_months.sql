-- Changes and trends follow from the units of the months before, and a quotient from its parts.
with months as (
    select
        *,
        sum(consumable_units) over last_three as units_last,
        sum(consumable_units) over three_before as units_before,
        count(*) over (partition by core_product_id order by report_month) as months
    from {{ ref('consumable_demand') }}
    window
        last_three as (
            partition by core_product_id
            order by report_month
            rows between 2 preceding and current row
        ),
        three_before as (
            partition by core_product_id
            order by report_month
            rows between 5 preceding and 3 preceding
        )
)

select *
from months
where
    (months >= 6 and units_before > 0) <> (units_change is not null)
    or {{ differs('units_change * units_before', 'units_last - units_before') }}
    or (trend is null) <> (units_change is null)
    or trend = 'rising' and units_change <= 0
    or trend = 'falling' and units_change >= 0
    or {{ differs('units_per_active_device * active_owners', 'consumable_units') }}
    or (active_owners > 0) <> (units_per_active_device is not null)
