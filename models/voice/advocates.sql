-- One row per loyal customer who writes very well: worth asking for a review or a recommendation.
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

customer_value as (
    select * from {{ ref('customer_value') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

lifecycle as (
    select
        versions.loyal_orders,
        versions.at_risk_days
    from as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as versions
        on as_of.as_of_date >= versions.in_force_from
        and as_of.as_of_date < versions.in_force_before
),

recent as (
    select
        texts.customer_id,
        count(*) as scored_texts,
        sum(texts.sentiment_score) as score_sum,
        min(texts.sentiment_score) as worst_score,
        max_by(texts.sentiment_score, (texts.created_at, texts.interaction_id)) as last_score,
        max_by(texts.interaction_id, (texts.compound, texts.created_at, texts.interaction_id))
            as best_interaction_id
    from texts
    cross join as_of
    cross join thresholds
    where
        texts.is_scored
        and texts.created_date
        > {{ add_days('as_of.as_of_date', '-thresholds.advocate_days') }}
    group by texts.customer_id
),

happy as (
    select
        recent.*,
        {{ divide('recent.score_sum', 'recent.scored_texts') }} as mood
    from recent
    cross join thresholds
    where
        recent.scored_texts >= thresholds.advocate_least_texts
        and recent.score_sum >= thresholds.advocate_least_mood * recent.scored_texts
        and recent.worst_score > -2
        and recent.last_score > 0
),

final as (
    select
        cast(
            row_number() over (
                order by
                    happy.mood desc,
                    customer_value.orders desc,
                    happy.scored_texts desc,
                    happy.customer_id
            ) as integer
        ) as ask_rank,
        happy.customer_id,
        customers.customer_name,
        happy.mood,
        cast(happy.scored_texts as integer) as scored_interactions,
        customer_value.orders,
        customer_value.total_spend,
        customer_value.days_since_last_order,
        texts.interaction_id,
        texts.compound,
        texts.channel,
        texts.product_id,
        substring(interactions.interaction_text, 1, 500) as interaction_text,
        'Mood of ' || cast({{ exact('happy.mood') }} as decimal(18, 1)) || ' over '
        || happy.scored_texts || ' texts; ' || customer_value.orders || ' orders, the last on '
        || customer_value.last_order_date as reason,
        texts.created_date
    from happy
    cross join lifecycle
    inner join texts on happy.best_interaction_id = texts.interaction_id
    inner join interactions on texts.interaction_id = interactions.interaction_id
    inner join customers on happy.customer_id = customers.customer_id
    inner join customer_value on happy.customer_id = customer_value.customer_id
    where
        customer_value.orders >= lifecycle.loyal_orders
        and customer_value.days_since_last_order < lifecycle.at_risk_days
)

select * from final
order by ask_rank
