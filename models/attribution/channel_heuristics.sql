-- One row per channel with the conversions and the money that simple rules credit it with. What
-- they credit is exact; that a rule is right is an opinion.
{%- set rules = ['first_touch', 'last_touch', 'linear_touch', 'position_based'] %}
with paths as (
    select * from {{ ref('channel_paths') }}
),

journeys as (
    select * from {{ ref('journeys') }}
    where is_attributed and is_converted
),

steps as (
    select * from {{ ref('journey_steps') }}
),

-- All but time-decay credit is the same for all journeys on a path.
touches as (
    select
        conversions,
        conversion_value,
        journeys,
        touches,
        unnest(channels) as channel,
        unnest(range(1, touches + 1)) as step
    from paths
),

shares as (
    select
        *,
        case when step = 1 then 1 else 0 end as first_touch,
        case when step = touches then 1 else 0 end as last_touch,
        {{ divide('1', 'touches') }} as linear_touch,
        case
            when touches = 1 then 1
            when touches = 2 then 0.5
            when step in (1, touches) then 0.4
            else {{ divide('0.2', 'touches - 2') }}
        end as position_based
    from touches
),

credits as (
    select
        channel,
        sum(journeys) as touches,
        {%- for rule in rules %}
        sum({{ exact(rule ~ ' * conversions') }}) as {{ rule }}_conversions,
        sum({{ exact(rule ~ ' * cast(conversion_value as double)') }})
            as {{ rule }}_value{{ ',' if not loop.last }}
        {%- endfor %}
    from shares
    group by channel
),

-- A channel may be touched more than once on a path.
parts as (
    select
        journeys,
        conversions,
        unnest(list_distinct(channels)) as channel
    from paths
),

counts as (
    select
        channel,
        sum(journeys) as journeys,
        sum(conversions) as converting_journeys
    from parts
    group by channel
),

-- A day is 86,400 seconds, and the last touch weighs 1.
weights as (
    select
        journeys.journey_id,
        journeys.conversion_value,
        steps.channel,
        {{ exact(
            "pow(0.5, cast(date_diff('second', steps.touched_at, journeys.ended_at) as double)"
            ~ " / 86400 / " ~ var('attribution_half_life_days') ~ ")"
        ) }} as weight
    from journeys
    inner join steps on journeys.journey_id = steps.journey_id
),

decays as (
    select
        channel,
        conversion_value,
        {{ divide('weight', 'sum(weight) over (partition by journey_id)') }} as time_decay
    from weights
),

time_credits as (
    select
        channel,
        sum({{ exact('time_decay') }}) as time_decay_conversions,
        sum({{ exact('time_decay * cast(conversion_value as double)') }}) as time_decay_value
    from decays
    group by channel
),

final as (
    select
        credits.channel,
        cast(credits.touches as bigint) as touches,
        cast(counts.journeys as bigint) as journeys,
        cast(counts.converting_journeys as bigint) as converting_journeys,
        {%- for rule in rules %}
        cast(credits.{{ rule }}_conversions as double) as {{ rule }}_conversions,
        {%- endfor %}
        cast(coalesce(time_credits.time_decay_conversions, 0) as double)
            as time_decay_conversions,
        {%- for rule in rules %}
        cast(credits.{{ rule }}_value as double) as {{ rule }}_value,
        {%- endfor %}
        cast(coalesce(time_credits.time_decay_value, 0) as double) as time_decay_value
    from credits
    inner join counts on credits.channel = counts.channel
    left join time_credits on credits.channel = time_credits.channel
)

select * from final
order by channel
