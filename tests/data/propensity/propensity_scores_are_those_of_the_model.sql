-- A probability is the logistic of the model's intercept plus its coefficients times the features,
-- added up one by one; the score is it in per cent.
with coefficients as (
    select
        outcome,
        max(case when position = 0 then coefficient end) as intercept
        {%- for feature in propensity_feature_list() %},
        max(case when position = {{ loop.index }} then coefficient end) as c_{{ loop.index }}
        {%- endfor %}
    from {{ ref('propensity_model') }}
    where fit = 'final'
    group by outcome
),

valued as (
    select
        scores.outcome,
        scores.customer_id,
        scores.probability,
        scores.score,
        scores.is_very_likely,
        coefficients.intercept
        {%- for feature in propensity_feature_list() %}
        + coefficients.c_{{ loop.index }} * ({{ feature['value'] }})
        {%- endfor %} as log_odds
    from {{ ref('propensity_scores') }} as scores
    inner join {{ ref('propensity_features') }} as features
        on scores.customer_id = features.customer_id
        and scores.cut_off_date = features.cut_off_date
    inner join coefficients on scores.outcome = coefficients.outcome
)

select *
from valued
where
    abs(probability - 1 / (1 + exp(-log_odds))) > 0.000000001
    or abs(score - 100 * probability) > 0.051
    or is_very_likely <> (probability > {{ var('propensity_very_likely_min') }})
