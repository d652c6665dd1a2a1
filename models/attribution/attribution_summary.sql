-- One row in all: how many journeys there are to attribute, which order of the chain describes them
-- better, and whether there is enough to believe any of it. No row without journeys.
with paths as (
    select * from {{ ref('channel_paths') }}
),

transitions as (
    select * from {{ ref('channel_transitions') }}
),

totals as (
    select
        sum(journeys) as journeys,
        sum(conversions) as conversions,
        sum(null_journeys) as null_journeys,
        sum(open_journeys) as open_journeys,
        sum(unvalued_conversions) as unvalued_conversions,
        sum(case when touches = 1 then conversions else 0 end) as single_touch_conversions,
        sum(conversion_value) as conversion_value
    from paths
    having count(*) > 0
),

-- Of each state, all probabilities but one are free.
fits as (
    select
        markov_order,
        sum({{ exact('transitions * ln(probability)') }}) as log_likelihood,
        count(*) - count(distinct (previous_channel, from_channel)) as parameters
    from transitions
    group by markov_order
),

criteria as (
    select
        cast(
            max(case when markov_order = 1 then 2 * parameters - 2 * log_likelihood end) as double
        ) as aic_order_1,
        cast(
            max(case when markov_order = 2 then 2 * parameters - 2 * log_likelihood end) as double
        ) as aic_order_2
    from fits
),

final as (
    select
        cast(totals.journeys as bigint) as journeys,
        cast(totals.conversions as bigint) as conversions,
        cast(totals.null_journeys as bigint) as null_journeys,
        cast(totals.open_journeys as bigint) as open_journeys,
        cast(totals.unvalued_conversions as bigint) as unvalued_conversions,
        cast(totals.single_touch_conversions as bigint) as single_touch_conversions,
        cast(totals.conversion_value as decimal(18, 2)) as conversion_value,
        {{ divide('totals.conversions', 'totals.journeys') }} as conversion_rate,
        criteria.aic_order_1,
        criteria.aic_order_2,
        cast(case when criteria.aic_order_2 < criteria.aic_order_1 then 2 else 1 end as integer)
            as better_order,
        totals.conversions >= {{ var('attribution_conversions_min') }} as is_reliable,
        case
            when totals.conversions = 0
                then 'No journey has converted: there is nothing to credit.'
            when totals.conversions < {{ var('attribution_conversions_min') }}
                then
                    'Fewer than {{ var("attribution_conversions_min") }} conversions: the credits '
                    || 'are a guess.'
            when totals.null_journeys = 0
                then
                    'Every journey converts: the data know buyers alone, and nothing tells what '
                    || 'makes a difference.'
            when totals.single_touch_conversions = totals.conversions
                then
                    'Every conversion has a single touch: all rules give the credit of the last '
                    || 'touch.'
            when totals.unvalued_conversions > 0
                then 'Some conversions have no value, and count as 0 in the money.'
        end as warning
    from totals
    cross join criteria
)

select * from final
