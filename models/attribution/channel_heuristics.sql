-- One row is a channel with the conversions and the money that simple rules credit it with. What
-- they credit is exact; that a rule is right is an opinion.
{%- set rules = [
    'first_touch', 'last_touch', 'linear_touch', 'position_based', 'time_decay'
] %}
with journeys as (
    select * from {{ ref('journeys') }}
    where is_attributed
),

steps as (
    select * from {{ ref('journey_steps') }}
),

-- A day is 86,400 seconds, and the last touch weighs 1.
touches as (
    select
        journeys.journey_id,
        journeys.touches,
        journeys.is_converted,
        journeys.conversion_value,
        steps.step,
        steps.channel,
        case
            when journeys.is_converted
                then
                    {{ exact(
                        "pow(0.5, cast(date_diff('second', steps.touched_at, journeys.ended_at) "
                        ~ "as double) / 86400 / " ~ number_var('time_decay_half_life_days', 0.01) ~ ")"
                    ) }}
        end as weight
    from journeys
    inner join steps on journeys.journey_id = steps.journey_id
),

shares as (
    select
        journey_id,
        channel,
        is_converted,
        conversion_value,
        case when step = 1 then 1 else 0 end as first_touch,
        case when step = touches then 1 else 0 end as last_touch,
        {{ divide('1', 'touches') }} as linear_touch,
        case
            when touches = 1 then 1
            when touches = 2 then 0.5
            when step in (1, touches) then 0.4
            else {{ divide('0.2', 'touches - 2') }}
        end as position_based,
        {{ divide('weight', 'sum(weight) over (partition by journey_id)') }} as time_decay
    from touches
),

final as (
    select
        channel,
        count(*) as touches,
        count(distinct journey_id) as journeys,
        count(distinct journey_id) filter (where is_converted) as converting_journeys,
        {%- for rule in rules %}
        cast(coalesce(sum({{ exact(rule) }}) filter (where is_converted), 0) as double)
            as {{ rule }}_conversions,
        {%- endfor %}
        {%- for rule in rules %}
        cast(coalesce(sum({{ exact(rule ~ ' * conversion_value') }}), 0) as double)
            as {{ rule }}_value{{ ',' if not loop.last }}
        {%- endfor %}
    from shares
    group by channel
)

select * from final
order by channel
