-- What is not reliable has a warning and what is reliable has none, and a score has the warnings of
-- the samples that were held out.
with verdicts as (
    select
        outcome,
        count(warning) as warnings
    from {{ ref('propensity_quality') }}
    where sample <> 'training'
    group by outcome
)

select
    outcome,
    sample as subject
from {{ ref('propensity_quality') }}
where is_reliable <> (warning is null)
union all
select
    scores.outcome,
    scores.customer_id as subject
from {{ ref('propensity_scores') }} as scores
inner join verdicts on scores.outcome = verdicts.outcome
where
    scores.is_reliable <> (verdicts.warnings = 0)
    or scores.is_reliable <> (scores.warning is null)
