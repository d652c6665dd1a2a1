-- Windows follow one another, and every number is in the range in which its rule has a meaning.
select *
from {{ ref('retention_thresholds') }}
where
    not coalesce(
        window_from_days > window_to_days
        and window_to_days >= window_recent_days
        and window_recent_days > 0
        and churn_gap_multiple > 0
        and churn_risk_cap >= churn_gap_multiple
        and churn_value_above >= 0
        and regular_variation_below > 0
        and random_variation_to >= regular_variation_below
        and hazard_stretch_days > 0
        and hazard_least_share > 0
        and hazard_least_share <= 1,
        false
    )
