-- The mood of a channel by brute force: over all customers, those with a touch of the channel.
with channels as (
    select distinct steps.channel
    from {{ ref('journey_steps') }} as steps
    where steps.journey_id in (
        select journey_id from {{ ref('journeys') }}
        where is_attributed
    )
),

people as (
    select
        steps.customer_id,
        list(distinct steps.channel) as channels,
        any_value(customer_mood.mood) as mood
    from {{ ref('journey_steps') }} as steps
    inner join {{ ref('journeys') }} as journeys on steps.journey_id = journeys.journey_id
    left join {{ ref('customer_mood') }} as customer_mood
        on steps.customer_id = customer_mood.customer_id
    where journeys.is_attributed and steps.customer_id is not null
    group by steps.customer_id
),

expected as (
    select
        channels.channel,
        count(case when list_contains(people.channels, channels.channel) then 1 end) as customers,
        count(case when list_contains(people.channels, channels.channel) then people.mood end)
            as mood_customers,
        avg(case when list_contains(people.channels, channels.channel) then people.mood end)
            as mean_mood,
        avg(case when not list_contains(people.channels, channels.channel) then people.mood end)
            as mean_mood_of_others
    from channels
    left join people on true
    group by channels.channel
)

select *
from expected
full join {{ ref('channel_mood') }} as moods on expected.channel = moods.channel
where
    expected.channel is null
    or moods.channel is null
    or expected.customers <> moods.customers
    or expected.mood_customers <> moods.mood_customers
    or abs(coalesce(expected.mean_mood, 9) - coalesce(moods.mean_mood, 9)) > 0.000001
    or abs(coalesce(expected.mean_mood_of_others, 9) - coalesce(moods.mean_mood_of_others, 9))
    > 0.000001
