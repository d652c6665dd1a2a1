-- One row per customer in a report month with a score of 1 to 5 in each of recency, frequency and
-- monetary value, and the segment that the three make. The month's edges are in one row next to
-- the values, so that scoring reads the customers once and sorts nothing.
with rfm_values as (
    select * from {{ ref('rfm_values') }}
),

edges as (
    select
        report_month,
        {%- for score in [2, 3, 4, 5] %}
        max(case when score = {{ score }} then recency_below_days end) as recency_{{ score }},
        max(case when score = {{ score }} then frequency_at_least end) as frequency_{{ score }},
        max(case when score = {{ score }} then monetary_at_least end) as monetary_{{ score }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ ref('rfm_edges') }}
    group by report_month
),

segment_scores as (
    select * from {{ ref('rfm_segment_scores') }}
),

segments as (
    select
        versions.report_month,
        segment_scores.recency_score,
        segment_scores.frequency_score,
        segment_scores.monetary_score,
        segment_scores.rfm_score,
        segment_scores.rfm_segment
    from {{ versions_in_force('edges', 'segment_scores') }} as versions
    inner join segment_scores
        on versions.effective_from_month = segment_scores.effective_from_month
),

scored as (
    select
        rfm_values.customer_id,
        rfm_values.report_month,
        rfm_values.recency_days,
        rfm_values.frequency,
        rfm_values.monetary,
        {{ rfm_score('rfm_values.recency_days', '<', 'edges.recency') }} as recency_score,
        {{ rfm_score('rfm_values.frequency', '>=', 'edges.frequency') }} as frequency_score,
        {{ rfm_score('rfm_values.monetary', '>=', 'edges.monetary') }} as monetary_score,
        rfm_values.last_order_date
    from rfm_values
    inner join edges on rfm_values.report_month = edges.report_month
),

final as (
    select
        scored.customer_id,
        scored.report_month,
        scored.recency_days,
        scored.frequency,
        scored.monetary,
        scored.recency_score,
        scored.frequency_score,
        scored.monetary_score,
        segments.rfm_score,
        segments.rfm_segment,
        scored.last_order_date
    from scored
    left join segments
        on scored.report_month = segments.report_month
        and scored.recency_score = segments.recency_score
        and scored.frequency_score = segments.frequency_score
        and scored.monetary_score = segments.monetary_score
)

select * from final
