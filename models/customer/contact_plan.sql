-- One row per customer to contact in the month after the as-of day: why, with what, when and
-- through which channel, in the order in which the budget var contact_budget is spent. No sleeping
-- dog is ever on it; contact_candidates says who is not, and why.
with planned as (
    select * from {{ ref('contact_candidates') }}
    where decision = 'planned'
),

profiles as (
    select * from {{ ref('customer_profile') }}
),

-- The customer's weekday within the next seven days; without one, the next day.
dated as (
    select
        planned.*,
        profiles.customer_name,
        profiles.persona_name,
        profiles.next_offer_product_id,
        profiles.next_offer_product_name,
        profiles.best_hour,
        profiles.warning,
        {{ add_days('profiles.as_of_date', 1) }} as next_day,
        profiles.best_weekday
    from planned
    inner join profiles on planned.customer_id = profiles.customer_id
),

final as (
    select
        customer_id,
        place as contact_rank,
        customer_name,
        contact_reason,
        why,
        message,
        case
            when contact_reason not in ('unhappy', 'advocate') then next_offer_product_id
        end as offer_product_id,
        case
            when contact_reason not in ('unhappy', 'advocate') then next_offer_product_name
        end as offer_product_name,
        channel,
        best_hour as contact_hour,
        persona_name,
        value_at_stake,
        contact_cost,
        warning,
        {{ add_days(
            'next_day',
            'coalesce((best_weekday - ' ~ weekday('next_day') ~ ' + 7) % 7, 0)'
        ) }} as contact_date
    from dated
)

select * from final
order by contact_rank
