-- The features of held-out customers, counted again from what had happened by the end of the day,
-- one by one. An event after the cut-off that changes a feature is found here.
with features as (
    select * from {{ ref('propensity_features') }}
    where is_held_out
),

visitors as (
    select
        visitor_id,
        customer_id,
        min(visited_date) as seen_date
    from (
        select visitor_id, customer_id, visited_date from {{ ref('stg_web_visits') }}
        union all
        select visitor_id, customer_id, touched_date from {{ ref('stg_touchpoints') }}
    ) as sightings
    where visitor_id in (select visitor_id from {{ ref('visitor_identities') }})
    group by visitor_id, customer_id
    having customer_id is not null
),

events as (
    select customer_id, 'order' as kind, amount as size, order_date as day, order_date as known
    from {{ ref('orders') }}
    union all
    select customer_id, 'return', null, return_date, return_date from {{ ref('returns') }}
    union all
    select customer_id, 'interaction', null, created_date, created_date
    from {{ ref('stg_interactions') }}
    union all
    select customer_id, 'visit', visits, visited_date, visited_date
    from {{ ref('stg_web_visits') }}
    where customer_id is not null
    union all
    select visitors.customer_id, 'visit', visits.visits, visits.visited_date,
        case
            when visits.visited_date < visitors.seen_date then visitors.seen_date
            else visits.visited_date
        end
    from {{ ref('stg_web_visits') }} as visits
    inner join visitors on visits.visitor_id = visitors.visitor_id
    where visits.customer_id is null
    union all
    select customer_id, 'touchpoint', null, touched_date, touched_date
    from {{ ref('stg_touchpoints') }}
    where customer_id is not null
    union all
    select visitors.customer_id, 'touchpoint', null, touchpoints.touched_date,
        case
            when touchpoints.touched_date < visitors.seen_date then visitors.seen_date
            else touchpoints.touched_date
        end
    from {{ ref('stg_touchpoints') }} as touchpoints
    inner join visitors on touchpoints.visitor_id = visitors.visitor_id
    where touchpoints.customer_id is null
),

counted as (
    select
        features.customer_id,
        features.cut_off_date,
        count(case when kind = 'order' then 1 end) as orders,
        count(case when kind = 'order' and age < 30 then 1 end) as orders_30,
        count(case when kind = 'order' and age < 90 then 1 end) as orders_90,
        count(case when kind = 'order' and age between 90 and 179 then 1 end)
            as orders_previous_90,
        count(case when kind = 'order' and age < 365 then 1 end) as orders_365,
        count(case when kind = 'order' and age < 365 and age % 7 = 6 then 1 end)
            as orders_on_next_weekday,
        coalesce(sum(case when kind = 'order' then size end), 0) as spend,
        coalesce(sum(case when kind = 'order' and age < 365 then size end), 0) as spend_365,
        min(case when kind = 'order' then age end) as days_since_last_order,
        count(case when kind = 'return' and age < 365 then 1 end) as returns_365,
        coalesce(sum(case when kind = 'visit' and age < 1 then size end), 0) as visits_1,
        coalesce(sum(case when kind = 'visit' and age < 7 then size end), 0) as visits_7,
        coalesce(sum(case when kind = 'visit' and age < 30 then size end), 0) as visits_30,
        count(case when kind = 'touchpoint' and age < 30 then 1 end) as touchpoints_30,
        count(case when kind = 'interaction' and age < 90 then 1 end) as interactions_90
    from features
    left join (
        select
            features.cut_off_date,
            events.customer_id,
            events.kind,
            events.size,
            features.cut_off_date - events.day as age
        from events
        inner join features
            on events.customer_id = features.customer_id
            and events.known <= features.cut_off_date
    ) as known
        on features.customer_id = known.customer_id
        and features.cut_off_date = known.cut_off_date
    group by features.customer_id, features.cut_off_date
)

{% set names = [
    'orders', 'orders_30', 'orders_90', 'orders_previous_90', 'orders_365',
    'orders_on_next_weekday', 'spend', 'spend_365', 'days_since_last_order', 'returns_365',
    'visits_1', 'visits_7', 'visits_30', 'touchpoints_30', 'interactions_90'
] -%}
select
    features.customer_id,
    features.cut_off_date
from features
left join counted
    on features.customer_id = counted.customer_id
    and features.cut_off_date = counted.cut_off_date
where
    {%- for name in names %}
    {% if not loop.first %}or {% endif %}features.{{ name }} is distinct from counted.{{ name }}
    {%- endfor %}
