-- One row per campaign: who was in it, and what may be concluded from it. The rules are checked
-- top down, and the first that is broken is the reason: without a control group that was drawn at
-- random nothing can be said, with few responses no more than the effect on all.
{%- set least_events = var('uplift_events_min') %}
with population as (
    select * from {{ ref('uplift_population') }}
),

balance as (
    select * from {{ ref('uplift_balance') }}
),

folds as (
    select
        campaign_id,
        is_treated,
        fold,
        count(*) filter (where is_responder) as responders,
        count(*) filter (where not is_responder) as others
    from population
    group by campaign_id, is_treated, fold
),

-- What is left to learn from when the fold with most of it is held out.
learnable as (
    select
        campaign_id,
        is_treated,
        sum(responders) - max(responders) as responders,
        sum(others) - max(others) as others
    from folds
    group by campaign_id, is_treated
),

least_learnable as (
    select
        campaign_id,
        min(least(responders, others)) as events
    from learnable
    group by campaign_id
),

counts as (
    select
        campaign_id,
        count(*) as customers,
        count(*) filter (where not is_observed) as unfinished_customers,
        count(*) filter (where is_observed and is_treated) as treated_customers,
        count(*) filter (where is_observed and not is_treated) as control_customers,
        count(*) filter (where is_responder and is_treated) as treated_responders,
        count(*) filter (where is_responder and not is_treated) as control_responders,
        sum(response_amount) filter (
            where is_responder and not is_treated
        ) as control_amount,
        count(response_amount) filter (
            where is_responder and not is_treated
        ) as priced_control_responders,
        min(assigned_date) as first_assigned_date,
        max(assigned_date) as last_assigned_date,
        max(window_end_date) as window_end_date
    from population
    group by campaign_id
),

-- Many features are compared, and one in a hundred of them looks odd once in a hundred times: the
-- smallest p-value counts times their number (Bonferroni).
tests as (
    select
        campaign_id,
        count(p_value) as features_compared,
        case
            when count(p_value) > 0 then least(1, min(p_value) * count(p_value))
        end as randomisation_p_value,
        max(abs(standardised_difference)) as largest_difference,
        min_by(feature, (p_value, feature)) filter (where p_value is not null)
            as most_unlikely_feature
    from balance
    group by campaign_id
),

judged as (
    select
        counts.*,
        tests.features_compared,
        tests.randomisation_p_value,
        tests.largest_difference,
        tests.most_unlikely_feature,
        case
            when counts.treated_customers + counts.control_customers = 0
                then 'The days in which to respond are not over before ' || counts.window_end_date
            when counts.control_customers = 0
                then 'There is no control group, so nobody knows what would have happened anyway'
            when counts.treated_customers = 0 then 'Nobody was treated'
            when tests.randomisation_p_value is null
                then 'Nothing that was known beforehand can be compared, so nobody can see'
                    || ' whether the groups were drawn at random'
            when tests.randomisation_p_value < {{ var('uplift_randomisation_alpha') }}
                then 'The groups were not drawn at random: they differ beforehand in '
                    || tests.most_unlikely_feature
        end as refused_because,
        case
            when least_learnable.events < {{ least_events }}
                then 'A model needs {{ least_events }} customers who respond and {{ least_events }}'
                    || ' who do not in each group to learn from, and here are '
                    || least_learnable.events
        end as unmodelled_because
    from counts
    left join tests on counts.campaign_id = tests.campaign_id
    left join least_learnable on counts.campaign_id = least_learnable.campaign_id
),

ranked as (
    select
        *,
        case
            when refused_because is not null then null
            when unmodelled_because is not null then unmodelled_because
            when
                row_number() over (
                    partition by refused_because is null and unmodelled_because is null
                    order by last_assigned_date desc, campaign_id
                ) > {{ var('uplift_modelled_campaigns_max') }}
                then 'Only the latest {{ var("uplift_modelled_campaigns_max") }} campaigns are'
                    || ' modelled'
        end as effect_only_because
    from judged
),

final as (
    select
        campaign_id,
        cast(customers as bigint) as customers,
        cast(unfinished_customers as bigint) as unfinished_customers,
        cast(treated_customers as bigint) as treated_customers,
        cast(control_customers as bigint) as control_customers,
        cast(treated_responders as bigint) as treated_responders,
        cast(control_responders as bigint) as control_responders,
        cast(
            {% if var('uplift_response_value') is not none -%}
                {{ var('uplift_response_value') }}
            {%- else -%}
                {{ divide('control_amount', 'priced_control_responders') }}
            {%- endif %} as double
        ) as response_value,
        cast(
            {{ var('uplift_effect_share_min') }}
            * {{ divide(
                'treated_responders + control_responders', 'treated_customers + control_customers'
            ) }} as double
        ) as least_effect,
        cast(features_compared as integer) as features_compared,
        largest_difference,
        most_unlikely_feature,
        randomisation_p_value,
        refused_because is null as is_randomised,
        refused_because is null and effect_only_because is null as is_modelled,
        case
            when refused_because is not null then 'refused'
            when effect_only_because is not null then 'effect only'
            else 'modelled'
        end as verdict,
        coalesce(refused_because, effect_only_because) as reason,
        first_assigned_date,
        last_assigned_date,
        window_end_date
    from ranked
)

select * from final
