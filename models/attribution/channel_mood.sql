-- One row per channel with the mood of the customers whom it touched, next to that of customers
-- whom it did not. Each customer counts once, however much they wrote.
with steps as (
    select
        steps.channel,
        steps.customer_id
    from {{ ref('journey_steps') }} as steps
    inner join {{ ref('journeys') }} as journeys on steps.journey_id = journeys.journey_id
    where journeys.is_attributed
),

moods as (
    select
        customer_id,
        mood
    from {{ ref('customer_mood') }}
    where mood is not null
),

touched as (
    select distinct
        channel,
        customer_id
    from steps
    where customer_id is not null
),

-- All customers with a touch and a mood: those of a channel and the others are these.
everybody as (
    select
        count(*) as customers,
        sum({{ exact('moods.mood') }}) as mood
    from (select distinct customer_id from touched) as people
    inner join moods on people.customer_id = moods.customer_id
),

counts as (
    select
        channels.channel,
        count(touched.customer_id) as customers,
        count(moods.customer_id) as mood_customers,
        coalesce(sum({{ exact('moods.mood') }}), 0) as mood
    from (select distinct channel from steps) as channels
    left join touched on channels.channel = touched.channel
    left join moods on touched.customer_id = moods.customer_id
    group by channels.channel
),

final as (
    select
        counts.channel,
        counts.customers,
        counts.mood_customers,
        {{ divide('counts.mood', 'counts.mood_customers') }} as mean_mood,
        {{ divide(
            'coalesce(everybody.mood, 0) - counts.mood',
            'everybody.customers - counts.mood_customers'
        ) }} as mean_mood_of_others,
        counts.mood_customers >= {{ var('attribution_mood_customers_min') }} as is_reliable,
        case
            when counts.mood_customers = 0
                then 'No customer of the channel has written anything that has a score.'
            when counts.mood_customers < {{ var('attribution_mood_customers_min') }}
                then
                    'Fewer than {{ var("attribution_mood_customers_min") }} customers have a mood: '
                    || 'it is theirs, not that of the channel.'
        end as warning
    from counts
    cross join everybody
)

select * from final
order by channel
