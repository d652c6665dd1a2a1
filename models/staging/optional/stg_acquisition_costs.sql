-- One row per month and channel with what winning customers cost.
with acquisition_costs as (
    select * from {{ source('raw', 'acquisition_costs') }}
),

final as (
    select
        {{ trimmed('channel') }} as acquisition_channel,
        cast(cost as decimal(18, 2)) as cost,
        {{ month_start('month') }} as cost_month
    from acquisition_costs
)

select * from final
