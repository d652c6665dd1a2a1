-- One row per quadrant of a campaign that could be modelled, empty ones included: how many of the
-- trial's customers the model puts there, what they did with the campaign and without it, and what
-- contacting all of them costs and brings. A quadrant is a model's label: nobody can be seen both
-- contacted and left alone, so nobody's kind is ever known. observed_uplift says what those of a
-- label did on average, by which the labels can be believed or not.
with scores as (
    select * from {{ ref('uplift_scores') }}
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

quadrants as (
    select
        unnest([1, 2, 3, 4]) as quadrant_number,
        unnest(['persuadable', 'sure thing', 'lost cause', 'sleeping dog']) as quadrant
),

sums as (
    select
        campaign_id,
        quadrant,
        {{ uplift_group_counts() }},
        cast(sum({{ exact('probability_alone') }}) as double) as alone,
        cast(sum({{ exact('probability_contacted') }}) as double) as contacted,
        cast(
            sum({{ exact('least(probability_alone, probability_contacted)') }}) as double
        ) as anyway
    from scores
    group by campaign_id, quadrant
),

filled as (
    select
        campaigns.campaign_id,
        campaigns.response_value,
        campaigns.least_effect,
        campaigns.warning as quality_warning,
        quadrants.quadrant_number,
        quadrants.quadrant,
        coalesce(sums.treated_customers, 0) as treated_customers,
        coalesce(sums.control_customers, 0) as control_customers,
        coalesce(sums.treated_responders, 0) as treated_responders,
        coalesce(sums.control_responders, 0) as control_responders,
        coalesce(sums.predicted_sum, 0) as predicted_sum,
        coalesce(sums.alone, 0) as alone,
        coalesce(sums.contacted, 0) as contacted,
        coalesce(sums.anyway, 0) as anyway
    from campaigns
    cross join quadrants
    left join sums
        on campaigns.campaign_id = sums.campaign_id
        and quadrants.quadrant = sums.quadrant
),

effects as (
    select
        campaign_id,
        quadrant_number,
        quadrant,
        response_value,
        least_effect,
        quality_warning,
        alone,
        contacted,
        anyway,
        treated_customers + control_customers as customers,
        sum(treated_customers + control_customers) over (partition by campaign_id)
            as all_customers,
        {{ uplift_effect_columns() }}
    from filled
),

-- A label says on which side of least_effect the customers are; what they did may refute it.
judged as (
    select
        *,
        coalesce(
            quality_warning,
            warning,
            case
                when
                    (quadrant = 'persuadable' and conf_upper < least_effect)
                    or (quadrant = 'sleeping dog' and conf_lower > -least_effect)
                    or (
                        quadrant in ('sure thing', 'lost cause')
                        and (conf_lower > least_effect or conf_upper < -least_effect)
                    )
                    then 'What the customers of this label did refutes it'
            end
        ) as quadrant_warning
    from effects
),

final as (
    select
        campaign_id,
        quadrant,
        cast(customers as bigint) as customers,
        {{ divide('customers', 'all_customers') }} as share_of_customers,
        treated_customers,
        control_customers,
        treated_responders,
        control_responders,
        treated_rate,
        control_rate,
        predicted_uplift,
        uplift as observed_uplift,
        standard_error,
        conf_lower,
        conf_upper,
        cast(customers * {{ var('uplift_contact_cost') }} as double) as contact_cost,
        cast(contacted * response_value * {{ var('uplift_discount') }} as double)
            as discount_cost,
        cast(anyway * response_value * {{ var('uplift_discount') }} as double)
            as needless_discount,
        cast((contacted - alone) * response_value * {{ var('uplift_margin') }} as double)
            as incremental_margin,
        cast(
            {{ uplift_gain('alone', 'contacted', 'customers', 'response_value') }} as double
        ) as expected_gain,
        quadrant_warning is null as is_reliable,
        quadrant_warning as warning
    from judged
)

select * from final
