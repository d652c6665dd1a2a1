-- One row per valuable customer who wrote very badly lately and nothing good since, the highest
-- spend first: whom to call first.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
    where customer_id is not null
),

interactions as (
    select
        interaction_id,
        interaction_text
    from {{ ref('stg_interactions') }}
),

customers as (
    select
        customer_id,
        customer_name
    from {{ ref('eligible_customers') }}
),

customer_mood as (
    select * from {{ ref('customer_mood') }}
),

customer_value as (
    select
        *,
        count(total_spend) over () as buyers
    from {{ ref('customer_value') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

last_texts as (
    select
        customer_id,
        max_by(interaction_id, (created_at, interaction_id)) filter (where sentiment_score = -2)
            as worst_interaction_id,
        max(created_at) filter (where sentiment_score = -2) as worst_at,
        max(created_at) filter (where sentiment_score > 0) as good_at
    from texts
    group by customer_id
),

unhappy as (
    select
        last_texts.customer_id,
        last_texts.worst_interaction_id
    from last_texts
    cross join as_of
    cross join thresholds
    where
        cast(last_texts.worst_at as date)
        > {{ add_days('as_of.as_of_date', '-thresholds.unhappy_days') }}
        and (last_texts.good_at is null or last_texts.good_at <= last_texts.worst_at)
),

final as (
    select
        cast(
            row_number() over (
                order by customer_value.total_spend desc, unhappy.customer_id
            ) as integer
        ) as call_rank,
        unhappy.customer_id,
        customers.customer_name,
        customer_value.total_spend,
        customer_value.orders,
        customer_value.days_since_last_order,
        customer_mood.mood,
        customer_mood.very_negative_interactions,
        texts.interaction_id,
        texts.compound,
        texts.channel,
        texts.product_id,
        texts.agent_id,
        substring(interactions.interaction_text, 1, 500) as interaction_text,
        'Wrote very badly on ' || texts.created_date || ' and nothing good since; has spent '
        || customer_value.total_spend || ' so far' as reason,
        texts.created_date
    from unhappy
    cross join thresholds
    inner join texts on unhappy.worst_interaction_id = texts.interaction_id
    inner join interactions on texts.interaction_id = interactions.interaction_id
    inner join customers on unhappy.customer_id = customers.customer_id
    inner join customer_mood on unhappy.customer_id = customer_mood.customer_id
    inner join customer_value on unhappy.customer_id = customer_value.customer_id
    where
        customer_value.total_spend is not null
        and customer_value.spend_rank <= thresholds.valuable_share * customer_value.buyers
)

select * from final
order by call_rank
