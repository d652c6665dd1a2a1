-- No rule of the set is dead: each is the first that holds for some score, or those before it have
-- taken all of its own.
{{ config(severity='warn') }}

with rules as (
    select *
    from {{ ref('rfm_segments') }}
    where segment_set = '{{ var("rfm_segment_set") }}'
)

select
    rules.effective_from_month,
    rules.position,
    rules.rfm_segment
from rules
where
    not exists (
        select 1
        from {{ ref('rfm_segment_scores') }} as scores
        where
            scores.effective_from_month = rules.effective_from_month
            and scores.rfm_segment = rules.rfm_segment
            and scores.recency_score between rules.r_min and rules.r_max
            and scores.frequency_score between rules.f_min and rules.f_max
            and scores.monetary_score between rules.m_min and rules.m_max
    )
