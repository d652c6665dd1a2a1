-- One row per report month and core product (a device), with who owned it at the month's end and
-- what consumables those bought in the month. A customer's core product is the device bought last
-- by then; customers without one share a row, so that the units of all rows add up. Devices
-- count whatever the var order_scope says.
with lines as (
    select * from {{ ref('counted_lines') }}
),

ownerships as (
    select * from {{ ref('core_product_owners') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

report_months as (
    select report_months.*
    from {{ ref('report_months') }} as report_months
    cross join as_of
    where report_months.report_month_end <= as_of.as_of_date
),

product_names as (
    select
        product_id,
        min(product_name) as product_name
    from {{ ref('stg_products') }}
    group by product_id
),

changes as (
    select
        core_product_id,
        from_month as month,
        1 as owners
    from ownerships
    union all
    select
        core_product_id,
        before_month as month,
        -1 as owners
    from ownerships
    where before_month is not null
),

installed as (
    select
        core_product_id,
        month,
        sum(sum(owners)) over (partition by core_product_id order by month) as owners,
        lead(month) over (partition by core_product_id order by month) as next_month
    from changes
    group by core_product_id, month
),

device_sales as (
    select
        product_id as core_product_id,
        {{ month_start('invoice_date') }} as month,
        sum(quantity) as devices_sold
    from lines
    where category = 'device'
    group by product_id, {{ month_start('invoice_date') }}
),

consumption as (
    select
        customer_id,
        {{ month_start('invoice_date') }} as month,
        sum(units) as units,
        sum(quantity) as pieces
    from lines
    where category = 'consumable'
    group by customer_id, {{ month_start('invoice_date') }}
),

demand as (
    select
        ownerships.core_product_id,
        consumption.month,
        count(*) as active_owners,
        sum(consumption.units) as units,
        sum(consumption.pieces) as pieces
    from consumption
    left join ownerships
        on consumption.customer_id = ownerships.customer_id
        and consumption.month >= ownerships.from_month
        and consumption.month < coalesce(
            ownerships.before_month, {{ date_literal('9999-12-31') }}
        )
    group by ownerships.core_product_id, consumption.month
),

core_products as (
    select distinct core_product_id from demand
    union
    select core_product_id from installed
),

filled as (
    select
        core_products.core_product_id,
        report_months.report_month,
        case
            when core_products.core_product_id is not null then coalesce(installed.owners, 0)
        end as installed_base,
        case
            when core_products.core_product_id is not null
                then coalesce(device_sales.devices_sold, 0)
        end as devices_sold,
        coalesce(demand.active_owners, 0) as active_owners,
        coalesce(demand.units, 0) as consumable_units,
        coalesce(demand.pieces, 0) as consumable_pieces,
        row_number() over by_month as month_number,
        sum(coalesce(demand.units, 0)) over last_three as units_last_3_months,
        sum(coalesce(demand.units, 0)) over three_before as units_3_months_before,
        sum(coalesce(demand.units, 0)) over year_before as units_a_year_before
    from core_products
    cross join report_months
    left join installed
        on core_products.core_product_id = installed.core_product_id
        and report_months.report_month >= installed.month
        and report_months.report_month < coalesce(
            installed.next_month, {{ date_literal('9999-12-31') }}
        )
    left join device_sales
        on core_products.core_product_id = device_sales.core_product_id
        and report_months.report_month = device_sales.month
    left join demand
        on core_products.core_product_id is not distinct from demand.core_product_id
        and report_months.report_month = demand.month
    window
        by_month as (
            partition by core_products.core_product_id order by report_months.report_month
        ),
        last_three as (
            partition by core_products.core_product_id
            order by report_months.report_month
            rows between 2 preceding and current row
        ),
        three_before as (
            partition by core_products.core_product_id
            order by report_months.report_month
            rows between 5 preceding and 3 preceding
        ),
        year_before as (
            partition by core_products.core_product_id
            order by report_months.report_month
            rows between 14 preceding and 12 preceding
        )
),

judged as (
    select
        *,
        case
            when month_number >= 6
                then {{ divide(
                    'units_last_3_months - units_3_months_before', 'units_3_months_before'
                ) }}
        end as units_change,
        case
            when month_number >= 15
                then {{ divide(
                    'units_last_3_months - units_a_year_before', 'units_a_year_before'
                ) }}
        end as units_change_on_year
    from filled
),

final as (
    select
        judged.report_month,
        coalesce(judged.core_product_id, 'no device') as core_product_id,
        coalesce(product_names.product_name, judged.core_product_id, 'no device')
            as core_product_name,
        cast(judged.installed_base as bigint) as installed_base,
        cast(judged.devices_sold as decimal(18, 3)) as devices_sold,
        cast(judged.active_owners as bigint) as active_owners,
        cast(judged.consumable_units as decimal(18, 6)) as consumable_units,
        cast(judged.consumable_pieces as decimal(18, 3)) as consumable_pieces,
        {{ divide_units('judged.consumable_units', 'judged.active_owners') }}
            as units_per_active_device,
        {{ divide_units('judged.consumable_units', 'judged.installed_base') }}
            as units_per_installed_device,
        judged.units_change,
        judged.units_change_on_year,
        case
            when judged.units_change is null then null
            when judged.units_change > {{ var('demand_change_min') }} then 'rising'
            when judged.units_change < -{{ var('demand_change_min') }} then 'falling'
            else 'steady'
        end as trend
    from judged
    left join product_names on judged.core_product_id = product_names.product_id
)

select * from final
order by report_month, core_product_id
