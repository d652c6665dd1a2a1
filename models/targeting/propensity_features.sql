-- One row per customer at a cut-off with what was known of them by the end of that day, and
-- nothing later: not even that an anonymous visitor turned out to be them. All customers are at
-- the cut-offs that are scored; at those that models learn from, a sample of customers that
-- depends on their ids and a seed alone. Who had not registered and left no trace yet was not
-- known, and is left out: to count those who turn up later would tell that they do.
with cut_offs as (
    select
        cut_off_date,
        min(period) = 0 as is_scored,
        max(period) > 0 as is_learnt_from
    from {{ ref('propensity_cut_offs') }}
    group by cut_off_date
),

customers as (
    select * from {{ ref('eligible_customers') }}
),

orders as (
    select * from {{ ref('orders') }}
),

returns as (
    select * from {{ ref('returns') }}
),

web_visits as (
    select * from {{ ref('stg_web_visits') }}
),

touchpoints as (
    select * from {{ ref('stg_touchpoints') }}
),

interactions as (
    select * from {{ ref('stg_interactions') }}
),

identities as (
    select * from {{ ref('visitor_identities') }}
),

report_months as (
    select * from {{ ref('report_months') }}
),

crm_snapshot as (
    select * from {{ ref('crm_snapshot') }}
),

thresholds as (
    select * from {{ version_spans(ref('lifecycle_thresholds')) }} as versions
),

facts as (
    select
        propensity_facts.customer_id,
        slots.slot,
        slots.median_value,
        {{ numeric_value('propensity_facts.fact_value') }} as number
    from {{ ref('propensity_facts') }} as propensity_facts
    inner join {{ ref('propensity_slots') }} as slots
        on propensity_facts.fact_name = slots.fact_name
        and (slots.fact_value is null or propensity_facts.fact_value = slots.fact_value)
),

placed as (
    select
        customer_id,
        row_number() over (
            order by hash(customer_id || '{{ var("propensity_seed") }}'), customer_id
        ) as place
    from customers
),

sampled as (
    select
        customer_id,
        place <= {{ var('propensity_sample_customers') }} as is_sampled,
        place <= {{ var('propensity_held_out_share') }} * least(
            {{ var('propensity_sample_customers') }}, count(*) over ()
        ) as is_held_out
    from placed
),

targets as (
    select
        sampled.customer_id,
        sampled.is_sampled,
        sampled.is_held_out,
        cut_offs.cut_off_date
    from sampled
    inner join cut_offs
        on cut_offs.is_scored or (cut_offs.is_learnt_from and sampled.is_sampled)
),

order_counts as (
    select
        targets.customer_id,
        targets.cut_off_date,
        count(*) as orders,
        {{ count_within_days('orders.order_date', 'targets.cut_off_date', 30) }} as orders_30,
        {{ count_within_days('orders.order_date', 'targets.cut_off_date', 90) }} as orders_90,
        {{ count_within_days('orders.order_date', 'targets.cut_off_date', 180) }} as orders_180,
        {{ count_within_days('orders.order_date', 'targets.cut_off_date', 365) }} as orders_365,
        count(
            case
                when
                    orders.order_date > {{ add_days('targets.cut_off_date', -365) }}
                    and {{ weekday('orders.order_date') }}
                    = {{ weekday(add_days('targets.cut_off_date', 1)) }}
                    then 1
            end
        ) as orders_on_next_weekday,
        coalesce(sum(orders.amount), 0) as spend,
        coalesce(
            {{ sum_within_days(
                'orders.amount', 'orders.order_date', 'targets.cut_off_date', 365
            ) }},
            0
        ) as spend_365,
        count(distinct orders.order_date) as purchase_days,
        min(orders.order_date) as first_order_date,
        max(orders.order_date) as last_order_date
    from targets
    inner join orders
        on targets.customer_id = orders.customer_id
        and targets.cut_off_date >= orders.order_date
    group by targets.customer_id, targets.cut_off_date
),

return_counts as (
    select
        targets.customer_id,
        targets.cut_off_date,
        count(*) as returns_365
    from targets
    inner join returns
        on targets.customer_id = returns.customer_id
        and targets.cut_off_date >= returns.return_date
        and {{ add_days('targets.cut_off_date', -365) }} < returns.return_date
    group by targets.customer_id, targets.cut_off_date
),

-- The day from which a visitor was known to be the customer.
identified as (
    select
        identities.visitor_id,
        identities.customer_id,
        min(sightings.seen_date) as identified_date
    from identities
    inner join (
        select
            visitor_id,
            customer_id,
            visited_date as seen_date
        from web_visits
        union all
        select
            visitor_id,
            customer_id,
            touched_date as seen_date
        from touchpoints
    ) as sightings
        on identities.visitor_id = sightings.visitor_id
        and identities.customer_id = sightings.customer_id
    group by identities.visitor_id, identities.customer_id
),

visits as (
    select
        coalesce(web_visits.customer_id, identified.customer_id) as customer_id,
        web_visits.visits,
        coalesce(web_visits.duration_seconds, 0) as seconds,
        web_visits.visited_date,
        case
            when web_visits.customer_id is null
                then greatest(web_visits.visited_date, identified.identified_date)
            else web_visits.visited_date
        end as known_date
    from web_visits
    left join identified on web_visits.visitor_id = identified.visitor_id
),

visit_counts as (
    select
        targets.customer_id,
        targets.cut_off_date,
        {% for days in [1, 7, 30] -%}
        coalesce(
            {{ sum_within_days(
                'visits.visits', 'visits.visited_date', 'targets.cut_off_date', days
            ) }},
            0
        ) as visits_{{ days }},
        {% endfor -%}
        coalesce(
            {{ sum_within_days(
                'visits.seconds', 'visits.visited_date', 'targets.cut_off_date', 30
            ) }},
            0
        ) as visit_seconds_30,
        min(visits.known_date) as first_visit_date,
        max(visits.visited_date) as last_visit_date
    from targets
    inner join visits
        on targets.customer_id = visits.customer_id
        and targets.cut_off_date >= visits.known_date
    group by targets.customer_id, targets.cut_off_date
),

contacts as (
    select
        coalesce(touchpoints.customer_id, identified.customer_id) as customer_id,
        touchpoints.touched_date,
        case
            when touchpoints.customer_id is null
                then greatest(touchpoints.touched_date, identified.identified_date)
            else touchpoints.touched_date
        end as known_date
    from touchpoints
    left join identified on touchpoints.visitor_id = identified.visitor_id
),

contact_counts as (
    select
        targets.customer_id,
        targets.cut_off_date,
        {{ count_within_days('contacts.touched_date', 'targets.cut_off_date', 30) }}
            as touchpoints_30,
        min(contacts.known_date) as first_contact_date
    from targets
    inner join contacts
        on targets.customer_id = contacts.customer_id
        and targets.cut_off_date >= contacts.known_date
    group by targets.customer_id, targets.cut_off_date
),

interaction_counts as (
    select
        targets.customer_id,
        targets.cut_off_date,
        {{ count_within_days('interactions.created_date', 'targets.cut_off_date', 90) }}
            as interactions_90,
        min(interactions.created_date) as first_interaction_date
    from targets
    inner join interactions
        on targets.customer_id = interactions.customer_id
        and targets.cut_off_date >= interactions.created_date
    group by targets.customer_id, targets.cut_off_date
),

-- The last whole month of a cut-off, as the snapshot tells it.
cut_off_months as (
    select
        cut_offs.cut_off_date,
        max(report_months.report_month) as report_month
    from cut_offs
    inner join report_months on cut_offs.cut_off_date >= report_months.report_month_end
    group by cut_offs.cut_off_date
),

snapshots as (
    select
        cut_off_months.cut_off_date,
        crm_snapshot.customer_id,
        crm_snapshot.m1,
        crm_snapshot.m6,
        crm_snapshot.m12,
        crm_snapshot.value_tier
    from cut_off_months
    inner join crm_snapshot on cut_off_months.report_month = crm_snapshot.report_month
    where crm_snapshot.m_total > 0
),

cut_off_thresholds as (
    select
        cut_offs.cut_off_date,
        thresholds.drop_off_days
    from cut_offs
    inner join thresholds
        on cut_offs.cut_off_date >= thresholds.in_force_from
        and cut_offs.cut_off_date < thresholds.in_force_before
),

customer_facts as (
    select
        customer_id,
        {%- for slot in propensity_fact_slots() %}
        bool_or(slot = '{{ slot }}') as {{ slot }},
        {%- endfor %}
        {%- for slot in propensity_number_slots() %}
        max(case when slot = '{{ slot }}' then number end) as {{ slot }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from facts
    group by customer_id
),

-- A number that is not known of a customer is the median of those of whom it is.
medians as (
    select
        {%- for slot in propensity_number_slots() %}
        max(case when slot = '{{ slot }}' then median_value end) as {{ slot }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ ref('propensity_slots') }}
),

joined as (
    select
        targets.*,
        customers.loyalty_since,
        order_counts.* exclude (customer_id, cut_off_date),
        return_counts.returns_365,
        visit_counts.* exclude (customer_id, cut_off_date),
        contact_counts.touchpoints_30,
        interaction_counts.interactions_90,
        snapshots.m1,
        snapshots.m6,
        snapshots.m12,
        snapshots.value_tier,
        cut_off_thresholds.drop_off_days,
        -- Some dates may be after the cut-off: that of a registration alone.
        least(
            case
                when customers.registered_date <= targets.cut_off_date
                    then customers.registered_date
            end,
            order_counts.first_order_date,
            visit_counts.first_visit_date,
            contact_counts.first_contact_date,
            interaction_counts.first_interaction_date
        ) as known_since_date
    from targets
    inner join customers on targets.customer_id = customers.customer_id
    left join order_counts
        on targets.customer_id = order_counts.customer_id
        and targets.cut_off_date = order_counts.cut_off_date
    left join return_counts
        on targets.customer_id = return_counts.customer_id
        and targets.cut_off_date = return_counts.cut_off_date
    left join visit_counts
        on targets.customer_id = visit_counts.customer_id
        and targets.cut_off_date = visit_counts.cut_off_date
    left join contact_counts
        on targets.customer_id = contact_counts.customer_id
        and targets.cut_off_date = contact_counts.cut_off_date
    left join interaction_counts
        on targets.customer_id = interaction_counts.customer_id
        and targets.cut_off_date = interaction_counts.cut_off_date
    left join snapshots
        on targets.customer_id = snapshots.customer_id
        and targets.cut_off_date = snapshots.cut_off_date
    left join cut_off_thresholds on targets.cut_off_date = cut_off_thresholds.cut_off_date
),

final as (
    select
        joined.customer_id,
        joined.cut_off_date,
        cast(coalesce(joined.orders, 0) as integer) as orders,
        cast(coalesce(joined.orders_30, 0) as integer) as orders_30,
        cast(coalesce(joined.orders_90, 0) as integer) as orders_90,
        cast(coalesce(joined.orders_180 - joined.orders_90, 0) as integer) as orders_previous_90,
        cast(coalesce(joined.orders_365, 0) as integer) as orders_365,
        cast(coalesce(joined.orders_on_next_weekday, 0) as integer) as orders_on_next_weekday,
        cast(coalesce(joined.spend, 0) as decimal(18, 2)) as spend,
        cast(coalesce(joined.spend_365, 0) as decimal(18, 2)) as spend_365,
        {{ days_between('joined.last_order_date', 'joined.cut_off_date') }}
            as days_since_last_order,
        {{ divide(
            days_between('joined.first_order_date', 'joined.last_order_date'),
            'joined.purchase_days - 1'
        ) }} as mean_gap_days,
        cast(coalesce(joined.returns_365, 0) as integer) as returns_365,
        cast(coalesce(joined.visits_1, 0) as integer) as visits_1,
        cast(coalesce(joined.visits_7, 0) as integer) as visits_7,
        cast(coalesce(joined.visits_30, 0) as integer) as visits_30,
        {{ divide('coalesce(joined.visit_seconds_30, 0)', 60) }} as visit_minutes_30,
        cast(coalesce(joined.touchpoints_30, 0) as integer) as touchpoints_30,
        cast(coalesce(joined.interactions_90, 0) as integer) as interactions_90,
        {{ days_between('joined.known_since_date', 'joined.cut_off_date') }} as days_known,
        cast(coalesce(joined.m1, 0) as decimal(18, 6)) as units_1,
        cast(coalesce(joined.m6, 0) as decimal(18, 6)) as units_6,
        cast(coalesce(joined.m12, 0) as decimal(18, 6)) as units_12,
        joined.value_tier,
        {{ tier_rank('joined.value_tier') }} as tier_rank,
        {%- for slot in propensity_fact_slots() %}
        coalesce(customer_facts.{{ slot }}, false) as {{ slot }},
        {%- endfor %}
        {%- for slot in propensity_number_slots() %}
        coalesce(customer_facts.{{ slot }}, medians.{{ slot }}) as {{ slot }},
        {%- endfor %}
        coalesce(joined.loyalty_since <= joined.cut_off_date, false) as is_loyalty_member,
        coalesce(
            {{ days_between('joined.last_order_date', 'joined.cut_off_date') }}
            < joined.drop_off_days,
            false
        ) as has_not_dropped_off,
        joined.is_sampled,
        joined.is_held_out,
        joined.last_order_date,
        joined.last_visit_date
    from joined
    left join customer_facts on joined.customer_id = customer_facts.customer_id
    cross join medians
    where joined.known_since_date is not null
)

select * from final
