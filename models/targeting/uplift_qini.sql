-- One row per point of a campaign's Qini curve: how many more responses than without the campaign
-- there are when only so many customers are contacted, those of highest predicted uplift first. The
-- definition is that of scikit-uplift (qini_curve, qini_auc_score): at every distinct score
-- y_t - y_c * n_t / n_c of the customers so far, y_t alone while there is no control customer; the
-- coefficient is the area between the curve and the straight line to its end, divided by the same
-- of the perfect order (treated responders first, control responders last). Other libraries divide
-- otherwise, and their numbers do not compare with these. All points go into the area; at most the
-- last of each hundredth of the customers is a row.
with scores as (
    select * from {{ ref('uplift_scores') }}
),

counts as (
    select
        campaign_id,
        predicted_uplift,
        count(*) as customers,
        count(*) filter (where is_treated) as treated_customers,
        count(*) filter (where is_treated and is_responder) as treated_responders,
        count(*) filter (where not is_treated and is_responder) as control_responders
    from scores
    group by campaign_id, predicted_uplift
),

running as (
    select
        campaign_id,
        predicted_uplift,
        sum(customers) over so_far as customers,
        sum(treated_customers) over so_far as treated_customers,
        sum(treated_responders) over so_far as treated_responders,
        sum(control_responders) over so_far as control_responders,
        sum(customers) over (partition by campaign_id) as all_customers,
        sum(treated_customers) over (partition by campaign_id) as all_treated,
        sum(treated_responders) over (partition by campaign_id) as all_treated_responders,
        sum(control_responders) over (partition by campaign_id) as all_control_responders
    from counts
    window so_far as (partition by campaign_id order by predicted_uplift desc)
),

points as (
    select
        *,
        treated_responders - coalesce(
            {{ divide('control_responders * treated_customers', 'customers - treated_customers') }},
            0
        ) as incremental_responses,
        all_treated_responders - coalesce(
            {{ divide('all_control_responders * all_treated', 'all_customers - all_treated') }},
            0
        ) as incremental_responses_of_all
    from running
),

trapezoids as (
    select
        *,
        (customers - lag(customers, 1, 0) over curve)
        * (incremental_responses + lag(incremental_responses, 1, 0) over curve)
        / 2 as area
    from points
    window curve as (partition by campaign_id order by customers)
),

areas as (
    select
        campaign_id,
        cast(sum({{ exact('area') }}) as double) - max(all_customers)
        * max(incremental_responses_of_all) / 2 as area,
        -- Up to the treated responders, level over all who do not respond, and down to the end.
        max(all_treated_responders) * max(all_treated_responders) / 2
        + max(all_treated_responders)
        * (max(all_customers) - max(all_treated_responders) - max(all_control_responders))
        + max(all_control_responders)
        * (max(all_treated_responders) + max(incremental_responses_of_all)) / 2
        - max(all_customers) * max(incremental_responses_of_all) / 2 as perfect_area
    from trapezoids
    group by campaign_id
),

thinned as (
    select
        *,
        lead(customers) over (partition by campaign_id order by customers) as next_customers
    from points
),

drawn as (
    select
        campaign_id,
        customers,
        incremental_responses,
        {{ divide('customers * incremental_responses_of_all', 'all_customers') }}
            as incremental_responses_at_random,
        {{ divide('customers', 'all_customers') }} as share_of_customers,
        predicted_uplift as least_predicted_uplift
    from thinned
    where
        next_customers is null
        or {{ floor_divide('customers * 100', 'all_customers') }}
        < {{ floor_divide('next_customers * 100', 'all_customers') }}
    union all
    select distinct
        campaign_id,
        0 as customers,
        0 as incremental_responses,
        0 as incremental_responses_at_random,
        0 as share_of_customers,
        cast(null as double) as least_predicted_uplift
    from points
),

final as (
    select
        drawn.campaign_id,
        cast(drawn.customers as bigint) as customers,
        cast(drawn.share_of_customers as double) as share_of_customers,
        drawn.least_predicted_uplift,
        cast(drawn.incremental_responses as double) as incremental_responses,
        cast(drawn.incremental_responses_at_random as double)
            as incremental_responses_at_random,
        {{ divide('areas.area', 'areas.perfect_area') }} as qini_coefficient
    from drawn
    inner join areas on drawn.campaign_id = areas.campaign_id
)

select * from final
order by campaign_id, customers
