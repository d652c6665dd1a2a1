-- One row per mood that customers had before a day, with the share of them who then stopped: what
-- could have been known on that day, drop_off_days before the as-of day. Looked at is who had
-- bought in the drop_off_days before it. Without any scored text there is no row.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
    where is_scored
),

orders as (
    select * from {{ ref('orders') }}
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

cut_off as (
    select
        as_of.as_of_date,
        versions.drop_off_days,
        {{ add_days('as_of.as_of_date', '-versions.drop_off_days') }} as cut_off_date
    from {{ ref('as_of') }} as as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as versions
        on as_of.as_of_date >= versions.in_force_from
        and as_of.as_of_date < versions.in_force_before
),

active as (
    select
        orders.customer_id,
        max(case when orders.order_date > cut_off.cut_off_date then 1 else 0 end) = 0 as is_stopped
    from orders
    cross join cut_off
    where orders.order_date > {{ add_days('cut_off.cut_off_date', '-cut_off.drop_off_days') }}
    group by orders.customer_id
    having min(orders.order_date) <= max(cut_off.cut_off_date)
),

last_moods as (
    select
        texts.customer_id,
        max_by(texts.sentiment_score, (texts.created_at, texts.interaction_id)) as last_mood
    from texts
    cross join cut_off
    cross join thresholds
    where
        texts.customer_id is not null
        and texts.created_date <= cut_off.cut_off_date
        and texts.created_date
        > {{ add_days('cut_off.cut_off_date', '-thresholds.unhappy_days') }}
    group by texts.customer_id
),

counts as (
    select
        last_moods.last_mood,
        count(*) as customers,
        count(case when active.is_stopped then 1 end) as stopped_customers
    from active
    left join last_moods on active.customer_id = last_moods.customer_id
    where exists (select 1 from texts)
    group by last_moods.last_mood
),

-- A mood is compared with the other moods, and who wrote nothing with all who did: who writes at
-- all is another kind of customer.
compared as (
    select
        *,
        sum(case when last_mood is not null then customers else 0 end) over ()
        - case when last_mood is not null then customers else 0 end as other_customers,
        sum(case when last_mood is not null then stopped_customers else 0 end) over ()
        - case when last_mood is not null then stopped_customers else 0 end
            as other_stopped_customers
    from counts
),

final as (
    select
        compared.last_mood,
        compared.customers,
        compared.stopped_customers,
        {{ divide('compared.stopped_customers', 'compared.customers') }} as stopped_share,
        {{ divide('compared.other_stopped_customers', 'compared.other_customers') }}
            as stopped_share_of_others,
        {{ share_difference_z(
            'compared.stopped_customers',
            'compared.customers',
            'compared.other_stopped_customers',
            'compared.other_customers'
        ) }} as difference_z,
        case when compared.customers < thresholds.least_texts then 'few customers' end as warning,
        cut_off.cut_off_date
    from compared
    cross join thresholds
    cross join cut_off
)

select * from final
order by last_mood nulls last
