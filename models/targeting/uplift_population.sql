-- One row per customer who was drawn for a campaign or its control group, with what was known of
-- them before that day and whether they ordered from that day on, uplift_window_days long. The day
-- itself belongs to the response: an order before the message that day is as likely in either
-- group.
with assignments as (
    select * from {{ ref('stg_campaign_assignments') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

assigned as (
    select
        assignments.campaign_id,
        assignments.customer_id,
        assignments.is_treated,
        assignments.assigned_date,
        {{ add_days('assignments.assigned_date', var('uplift_window_days') ~ ' - 1') }}
            as window_end_date,
        as_of.as_of_date
    from assignments
    inner join customers on assignments.customer_id = customers.customer_id
    cross join as_of
    where assignments.assigned_date <= as_of.as_of_date
),

cut_offs as (
    select distinct
        customer_id,
        assigned_date as cut_off_date
    from assigned
),

known as (
    select * from {{ uplift_features_at('cut_offs') }} as features_at
),

final as (
    select
        assigned.campaign_id,
        assigned.customer_id,
        assigned.is_treated,
        assigned.window_end_date <= assigned.as_of_date as is_observed,
        case
            when assigned.window_end_date <= assigned.as_of_date then known.response_orders > 0
        end as is_responder,
        case
            when assigned.window_end_date <= assigned.as_of_date
                then cast(known.response_orders as integer)
        end as response_orders,
        case
            when assigned.window_end_date <= assigned.as_of_date
                then cast(known.response_amount as decimal(18, 2))
        end as response_amount,
        known.features,
        cast(
            1 + hash('uplift fold', assigned.customer_id) % {{ var('uplift_folds') }}
            as integer
        ) as fold,
        assigned.assigned_date,
        assigned.window_end_date
    from assigned
    inner join known
        on assigned.customer_id = known.customer_id
        and assigned.assigned_date = known.cut_off_date
)

select * from final
