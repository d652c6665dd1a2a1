-- An instant discount is for purchase alone, and for those who visited lately, have not ordered
-- since, and are neither unlikely to buy nor likely to buy without one.
select
    scores.outcome,
    scores.customer_id,
    scores.instant_discount
from {{ ref('propensity_scores') }} as scores
inner join {{ ref('propensity_features') }} as features
    on scores.customer_id = features.customer_id
    and scores.cut_off_date = features.cut_off_date
where
    case
        when scores.outcome = 'purchase'
            then scores.instant_discount is null
            or (scores.instant_discount = 'yes') <> (
                scores.is_browsing
                and scores.probability >= {{ var('propensity_discount_probability_min') }}
                and scores.probability <= {{ var('propensity_discount_probability_max') }}
            )
        else scores.instant_discount is not null
    end
    or scores.is_browsing <> coalesce(
        {{ days_between('features.last_visit_date', 'features.cut_off_date') }}
        < {{ var('propensity_browsing_days') }}
        and coalesce(features.last_order_date < features.last_visit_date, true),
        false
    )
