-- One row per attribute known before a campaign, compared between those who were treated
-- and the control group: were they drawn at random? Groups that differ beforehand differ afterwards
-- too, campaign or not. The day of the assignment is compared like a feature, because a control
-- group that is put together later is not a control group.
with population as (
    select
        campaign_id,
        is_treated,
        list_prepend(
            cast(
                {{ days_between(
                    'min(assigned_date) over (partition by campaign_id)', 'assigned_date'
                ) }} as double
            ),
            features
        ) as numbers
    from {{ ref('uplift_population') }}
    where is_observed
),

features as (
    select
        feature_number,
        feature
    from {{ ref('uplift_features') }}
    union all
    select
        0 as feature_number,
        'assignment_day' as feature
),

numbers as (
    select
        campaign_id,
        is_treated,
        unnest(range(0, len(numbers))) as feature_number,
        unnest(numbers) as number
    from population
),

sums as (
    select
        campaign_id,
        feature_number,
        count(*) filter (where is_treated) as treated_customers,
        count(*) filter (where not is_treated) as control_customers,
        cast(sum({{ exact('number') }}) filter (where is_treated) as double) as treated_sum,
        cast(sum({{ exact('number') }}) filter (where not is_treated) as double) as control_sum,
        cast(sum({{ exact('number * number') }}) filter (where is_treated) as double)
            as treated_squares,
        cast(sum({{ exact('number * number') }}) filter (where not is_treated) as double)
            as control_squares,
        min(number) as least,
        max(number) as most
    from numbers
    group by campaign_id, feature_number
),

moments as (
    select
        *,
        {{ divide('treated_sum', 'treated_customers') }} as treated_mean,
        {{ divide('control_sum', 'control_customers') }} as control_mean,
        -- the last digits of a difference of large sums say nothing
        round(
            {{ divide(
                'treated_squares - treated_sum * treated_sum / nullif(treated_customers, 0)',
                'treated_customers - 1'
            ) }},
            9
        ) as treated_variance,
        round(
            {{ divide(
                'control_squares - control_sum * control_sum / nullif(control_customers, 0)',
                'control_customers - 1'
            ) }},
            9
        ) as control_variance
    from sums
),

differences as (
    select
        *,
        round(treated_mean - control_mean, 9) as difference,
        {{ divide('treated_variance', 'treated_customers') }}
        + {{ divide('control_variance', 'control_customers') }} as squared_error
    from moments
),

tested as (
    select
        *,
        case
            when least < most
                then {{ divide('difference', 'sqrt((treated_variance + control_variance) / 2)') }}
        end as standardised_difference,
        case
            when treated_variance is null or control_variance is null or least = most then null
            when squared_error > 0
                then chi_square_tail(
                    {{ divide('difference * difference', 'squared_error') }},
                    1
                )
            when difference = 0 then 1
            else 0
        end as p_value
    from differences
),

final as (
    select
        tested.campaign_id,
        features.feature,
        cast(tested.treated_customers as bigint) as treated_customers,
        cast(tested.control_customers as bigint) as control_customers,
        tested.treated_mean,
        tested.control_mean,
        sqrt(tested.treated_variance) as treated_deviation,
        sqrt(tested.control_variance) as control_deviation,
        tested.standardised_difference,
        tested.p_value,
        tested.least,
        tested.most,
        case
            when tested.least = tested.most then 'constant'
            when tested.p_value is null then 'not comparable'
            when tested.p_value * count(tested.p_value) over (partition by tested.campaign_id)
                < {{ var('uplift_randomisation_alpha') }}
                then 'not random'
            when abs(tested.standardised_difference) >= {{ var('uplift_difference_max') }}
                then 'differs by chance'
            else 'balanced'
        end as verdict,
        case
            when tested.least = tested.most
                then 'Everybody has the same value, so there is nothing to compare'
            when tested.p_value is null
                then 'Fewer than two customers in a group, so there is nothing to compare'
            when tested.p_value * count(tested.p_value) over (partition by tested.campaign_id)
                < {{ var('uplift_randomisation_alpha') }}
                then 'The groups differ by more than a random draw does'
            when abs(tested.standardised_difference) >= {{ var('uplift_difference_max') }}
                then 'A large difference, as small groups have by chance'
        end as reason
    from tested
    inner join features on tested.feature_number = features.feature_number
)

select * from final
