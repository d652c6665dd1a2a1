-- A change is there where the month before has a mean, and leads from that mean to this one.
select
    trend.*,
    before.mean_score as mean_score_before
from {{ ref('sentiment_trend') }} as trend
left join {{ ref('sentiment_trend') }} as before
    on
        trend.dimension = before.dimension
        and trend.value = before.value
        and before.created_month = {{ add_months('trend.created_month', -1) }}
where
    round(before.mean_score + trend.mean_score_change, 9)
    is distinct from case when before.mean_score is not null then round(trend.mean_score, 9) end
