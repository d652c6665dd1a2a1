-- One row per channel that costs money or brings journeys: what was spent on it, what the Markov
-- chain credits it with, and what it would get of the same budget by that credit.
with attribution as (
    select * from {{ ref('channel_attribution') }}
),

costs as (
    select * from {{ ref('stg_acquisition_costs') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

-- Costs of the months in which the attributed journeys took place.
journeys as (
    select cast({{ month_start('min(started_at)') }} as date) as first_month
    from {{ ref('journeys') }}
    where is_attributed
),

spent as (
    select
        {{ comparable('costs.acquisition_channel') }} as channel_key,
        min(costs.acquisition_channel) as channel,
        sum(costs.cost) as cost
    from costs
    cross join as_of
    cross join journeys
    where costs.cost_month between journeys.first_month and as_of.as_of_date
    group by channel_key
),

joined as (
    select
        coalesce(attribution.channel, spent.channel) as channel,
        spent.cost,
        coalesce(attribution.markov_conversions, 0) as conversions,
        coalesce(attribution.markov_value, 0) as conversion_value,
        case when spent.cost is not null then coalesce(attribution.markov_conversions, 0) end
            as paid_conversions,
        coalesce(attribution.is_reliable, false) as is_reliable,
        case
            when attribution.channel is null
                then 'Money was spent, but no touch is known: is the channel named differently?'
            when spent.cost is null then 'No cost is known.'
            else attribution.warning
        end as warning
    from attribution
    full join spent on {{ comparable('attribution.channel') }} = spent.channel_key
),

shares as (
    select
        *,
        {{ divide('cost', 'sum(cost) over ()') }} as cost_share,
        {{ divide('paid_conversions', 'sum(' ~ exact('paid_conversions') ~ ') over ()') }}
            as credit_share,
        sum(cost) over () as all_costs
    from joined
),

final as (
    select
        channel,
        cast(cost as decimal(18, 2)) as cost,
        conversions,
        conversion_value,
        {{ divide('cost', 'conversions') }} as cost_per_conversion,
        {{ divide('conversion_value', 'cost') }} as return_on_cost,
        cost_share,
        credit_share,
        cast(credit_share * cast(all_costs as double) as decimal(18, 2)) as cost_by_credit,
        is_reliable,
        warning
    from shares
)

select * from final
order by channel
