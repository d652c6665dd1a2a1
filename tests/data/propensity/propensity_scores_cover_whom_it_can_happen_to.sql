-- Everybody who is known at the cut-off that is scored, and to whom the outcome can happen, has a
-- score where there is a model, and nobody else.
with expected as (
    select
        cut_offs.outcome,
        features.customer_id
    from {{ ref('propensity_features') }} as features
    inner join {{ ref('propensity_cut_offs') }} as cut_offs
        on features.cut_off_date = cut_offs.cut_off_date
        and cut_offs.period = 0
    where
        {{ in_propensity_population('cut_offs.outcome', 'features') }}
        and cut_offs.outcome in (
            select outcome from {{ ref('propensity_model') }}
            where fit = 'final' and coefficient is not null
        )
),

scores as (
    select
        outcome,
        customer_id
    from {{ ref('propensity_scores') }}
)

(select * from expected except select * from scores)
union all
(select * from scores except select * from expected)
