-- One row per customer of today and a campaign that could be modelled: were the campaign run
-- again, should they be contacted or left alone? Contacted is who is a persuadable by the model and
-- worth the cost; a sure thing buys anyway, a lost cause does not, and a sleeping dog is better not
-- woken.
with customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

campaigns as (
    select
        campaigns.campaign_id,
        campaigns.response_value,
        campaigns.least_effect,
        quality.warning
    from {{ ref('uplift_campaigns') }} as campaigns
    inner join {{ ref('uplift_quality') }} as quality
        on campaigns.campaign_id = quality.campaign_id
),

-- What the trial saw of each feature: further out the model only guesses.
ranges as (
    select
        balance.campaign_id,
        list(balance.least order by features.feature_number) as least,
        list(balance.most order by features.feature_number) as most
    from {{ ref('uplift_balance') }} as balance
    inner join {{ ref('uplift_features') }} as features on balance.feature = features.feature
    group by balance.campaign_id
),

cut_offs as (
    select
        customers.customer_id,
        {{ add_days('as_of.as_of_date', 1) }} as cut_off_date
    from customers
    cross join as_of
    where exists (select 1 from campaigns)
),

known as (
    select
        customer_id,
        features
    from {{ uplift_features_at('cut_offs') }} as features_at
),

subjects as (
    select
        campaigns.campaign_id,
        campaigns.response_value,
        campaigns.least_effect,
        campaigns.warning,
        0 as fold,
        known.customer_id,
        known.features,
        list_bool_and(
            list_transform(
                list_zip(known.features, ranges.least, ranges.most),
                lambda number: number[1] between number[2] and number[3]
            )
        ) as is_within_ranges
    from known
    cross join campaigns
    inner join ranges on campaigns.campaign_id = ranges.campaign_id
),

scored as (
    select
        *,
        {{ uplift_quadrant() }} as quadrant,
        {{ uplift_gain('probability_alone', 'probability_contacted', '1', 'response_value') }}
            as expected_gain
    from {{ uplift_scored('subjects') }} as scored_subjects
),

final as (
    select
        campaign_id,
        customer_id,
        probability_alone,
        probability_contacted,
        predicted_uplift,
        cast(
            11 - ntile(10) over (
                partition by campaign_id
                order by predicted_uplift desc, customer_id
            ) as integer
        ) as uplift_decile,
        quadrant,
        case
            when quadrant = 'persuadable' and coalesce(expected_gain > 0, true) then 'contact'
            else 'leave alone'
        end as action,
        expected_gain,
        warning is null and is_within_ranges as is_reliable,
        case
            when warning is not null then warning
            when not is_within_ranges
                then 'The trial had nobody like this: a feature lies outside what it saw'
        end as warning
    from scored
)

select * from final
