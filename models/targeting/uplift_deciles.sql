-- One row per tenth of a campaign's customers by predicted uplift, 10 the highest: how many of
-- them responded with the campaign and without it. Bars that draw apart towards 10 show that the
-- model tells whom the campaign moves.
with scores as (
    select * from {{ ref('uplift_scores') }}
),

counts as (
    select
        campaign_id,
        uplift_decile,
        {{ uplift_group_counts() }},
        min(predicted_uplift) as least_predicted_uplift,
        max(predicted_uplift) as most_predicted_uplift
    from scores
    group by campaign_id, uplift_decile
),

final as (
    select
        campaign_id,
        uplift_decile,
        {{ uplift_effect_columns() }},
        least_predicted_uplift,
        most_predicted_uplift
    from counts
)

select * from final
order by campaign_id, uplift_decile desc
