-- The units of a month's core products are all consumable units of the month, the pieces likewise,
-- and the installed bases are all customers with a device by then.
with bought as (
    select
        {{ month_start('invoice_date') }} as report_month,
        sum(units) as units,
        sum(quantity) as pieces,
        count(distinct customer_id) as customers
    from {{ ref('counted_lines') }}
    where category = 'consumable'
    group by {{ month_start('invoice_date') }}
),

added as (
    select
        report_month,
        sum(consumable_units) as units,
        sum(consumable_pieces) as pieces,
        sum(active_owners) as customers,
        coalesce(sum(installed_base), 0) as installed_base
    from {{ ref('consumable_demand') }}
    group by report_month
),

owners as (
    select
        added.report_month,
        count(distinct lines.customer_id) as customers
    from added
    left join {{ ref('counted_lines') }} as lines
        on lines.category = 'device'
        and {{ month_start('lines.invoice_date') }} <= added.report_month
    group by added.report_month
)

select
    added.*,
    bought.units as units_of_lines,
    owners.customers as owners
from added
left join bought on added.report_month = bought.report_month
left join owners on added.report_month = owners.report_month
where
    added.units <> coalesce(bought.units, 0)
    or added.pieces <> coalesce(bought.pieces, 0)
    or added.customers <> coalesce(bought.customers, 0)
    or added.installed_base <> owners.customers
