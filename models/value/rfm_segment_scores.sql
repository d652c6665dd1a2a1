-- One row per score (there are 125) and version of the segment rules, with the segment of the
-- first rule that it meets.
with rfm_segments as (
    select * from {{ ref('rfm_segments') }}
    where segment_set = '{{ var("rfm_segment_set") }}'
),

scores as (
    select cast(score as integer) as score from generate_series(1, 5) as series (score)
),

matches as (
    select
        rfm_segments.effective_from_month,
        r.score as recency_score,
        f.score as frequency_score,
        m.score as monetary_score,
        rfm_segments.rfm_segment,
        row_number() over (
            partition by rfm_segments.effective_from_month, r.score, f.score, m.score
            order by rfm_segments.position
        ) as place
    from rfm_segments
    inner join scores as r on r.score between rfm_segments.r_min and rfm_segments.r_max
    inner join scores as f on f.score between rfm_segments.f_min and rfm_segments.f_max
    inner join scores as m on m.score between rfm_segments.m_min and rfm_segments.m_max
),

final as (
    select
        effective_from_month,
        concat(recency_score, frequency_score, monetary_score) as rfm_score,
        recency_score,
        frequency_score,
        monetary_score,
        rfm_segment
    from matches
    where place = 1
)

select * from final
order by effective_from_month, rfm_score
