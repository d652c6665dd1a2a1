-- One row per eligible customer whom there is a reason to contact, and what is decided: planned,
-- or left out and why. Reasons are rows of the seed contact_reasons, the first that holds counts.
with profiles as (
    select * from {{ ref('customer_profile') }}
),

as_of as (
    select as_of_date from {{ ref('as_of') }}
),

reasons as (
    select * from {{ ref('contact_reasons') }}
),

channels as (
    select
        channel,
        {{ comparable('channel') }} as comparable_channel,
        contact_cost
    from {{ ref('contact_channels') }}
),

unhappy as (
    select * from {{ ref('unhappy_customers') }}
),

advocates as (
    select * from {{ ref('advocates') }}
),

overdue as (
    select * from {{ ref('churn_risk') }}
),

-- Of the campaigns that speak of a customer, the worst word counts: a sleeping dog of one is left
-- alone. Without a campaign that had a control group nobody is known to be one.
uplifts as (
    select
        customer_id,
        bool_or(quadrant = 'sleeping dog') as is_sleeping_dog
    from {{ ref('uplift_targets') }}
    group by customer_id
),

-- Who was in a campaign within the last days is given a rest.
contacted as (
    select
        assignments.customer_id,
        max(assignments.assigned_date) as last_contact_date
    from {{ ref('stg_campaign_assignments') }} as assignments
    cross join as_of
    where assignments.is_treated and assignments.assigned_date <= as_of.as_of_date
    group by assignments.customer_id
),

-- The channel that a customer writes through, if the customer can be reached by it.
written as (
    select
        interactions.customer_id,
        channels.channel,
        count(*) as texts,
        max(interactions.created_at) as last_text_at
    from {{ ref('stg_interactions') }} as interactions
    inner join channels on {{ comparable('interactions.channel') }} = channels.comparable_channel
    cross join as_of
    where interactions.created_date <= as_of.as_of_date
    group by interactions.customer_id, channels.channel
),

own_channels as (
    select
        customer_id,
        channel
    from (
        select
            customer_id,
            channel,
            row_number() over (
                partition by customer_id order by texts desc, last_text_at desc, channel
            ) as place
        from written
    ) as ranked
    where place = 1
),

reasoned as (
    select
        profiles.customer_id,
        reasons.position,
        reasons.contact_reason,
        reasons.message,
        reasons.channel as usual_channel,
        case reasons.contact_reason
            when 'unhappy' then unhappy.reason
            when 'churn risk'
                then
                    case
                        when profiles.churn_score >= reasons.least_score
                            then
                                'Churn score ' || cast(round(profiles.churn_score) as integer)
                                || coalesce(': ' || profiles.churn_reason, '')
                        else overdue.reason
                    end
            when 'win-back'
                then 'No order for ' || profiles.days_since_last_order || ' days'
            when 'upsell'
                then 'Score for a higher tier ' || cast(round(profiles.upgrade_score) as integer)
            when 'next offer'
                then 'Purchase score ' || cast(round(profiles.purchase_score) as integer)
            when 'advocate' then advocates.reason
        end as why,
        -- What is at stake in half a year, not what a contact brings: only a trial tells that.
        case reasons.contact_reason
            when 'churn risk'
                then profiles.clv_6_months * coalesce(profiles.churn_score / 100, 1)
            when 'upsell' then profiles.clv_6_months * profiles.upgrade_score / 100
            when 'next offer' then profiles.expected_order_value * profiles.purchase_score / 100
            when 'advocate' then profiles.average_order_value
            else profiles.clv_6_months
        end as value_at_stake
    from profiles
    left join unhappy on profiles.customer_id = unhappy.customer_id
    left join advocates on profiles.customer_id = advocates.customer_id
    left join overdue on profiles.customer_id = overdue.customer_id
    inner join reasons
        on
            case reasons.contact_reason
                when 'unhappy' then unhappy.customer_id is not null
                when 'churn risk'
                    then
                        profiles.lifecycle_stage <> 'Dropped Off'
                        and (
                            profiles.churn_score >= reasons.least_score
                            or overdue.customer_id is not null
                        )
                when 'win-back'
                    then
                        profiles.lifecycle_stage = 'Dropped Off'
                        and profiles.days_since_last_order <= reasons.most_silent_days
                when 'upsell' then profiles.upgrade_score >= reasons.least_score
                when 'next offer'
                    then
                        profiles.purchase_score >= reasons.least_score
                        and profiles.next_offer_product_id is not null
                when 'advocate' then advocates.customer_id is not null
            end
),

first_reasons as (
    select *
    from (
        select
            *,
            row_number() over (partition by customer_id order by position) as reason_place
        from reasoned
    ) as ranked
    where reason_place = 1
),

judged as (
    select
        first_reasons.*,
        channels.channel,
        channels.contact_cost,
        contacted.last_contact_date,
        case
            when uplifts.is_sleeping_dog then 'sleeping dog'
            when
                first_reasons.contact_reason <> 'unhappy'
                and contacted.last_contact_date
                > {{ add_days('as_of.as_of_date', '-' ~ var('contact_rest_days')) }}
                then 'contacted lately'
        end as left_out_for
    from first_reasons
    cross join as_of
    left join own_channels on first_reasons.customer_id = own_channels.customer_id
    left join uplifts on first_reasons.customer_id = uplifts.customer_id
    left join contacted on first_reasons.customer_id = contacted.customer_id
    inner join channels
        on {{ comparable('coalesce(own_channels.channel, first_reasons.usual_channel)') }}
            = channels.comparable_channel
),

-- The budget goes down the list: what is at stake decides within a reason, the reason before that.
spent as (
    select
        *,
        row_number() over (
            partition by left_out_for is null
            order by position, value_at_stake desc nulls last, customer_id
        ) as place,
        sum(contact_cost) over (
            partition by left_out_for is null
            order by position, value_at_stake desc nulls last, customer_id
            rows between unbounded preceding and current row
        ) as cost_to_here
    from judged
),

final as (
    select
        customer_id,
        contact_reason,
        why,
        message,
        channel,
        coalesce(
            left_out_for,
            {% if var('contact_budget') is not none -%}
            case
                when cost_to_here > {{ exact(var('contact_budget')) }}
                    then 'beyond the budget'
            end,
            {% endif -%}
            'planned'
        ) as decision,
        case when left_out_for is null then cast(place as integer) end as place,
        value_at_stake,
        cast(contact_cost as decimal(18, 2)) as contact_cost,
        last_contact_date
    from spent
)

select * from final
