-- A launch has the texts of its weeks, which follow one another from its first sale, and is judged
-- positive or to be revised only with enough texts and an interval that does not hold 0.
with weeks as (
    select
        product_id,
        first_sold_date,
        count(*) as weeks_begun,
        max(week) as last_week,
        sum(texts) as texts,
        sum(score_sum) as score_sum,
        count(
            case
                when week_start <> {{ add_days('first_sold_date', '7 * (week - 1)') }} then 1
            end
        ) as weeks_out_of_place
    from {{ ref('launch_weeks') }}
    group by product_id, first_sold_date
)

select
    weeks.*,
    perception.*
from {{ ref('launch_perception') }} as perception
cross join {{ voice_thresholds_in_force() }} as thresholds
full outer join weeks
    on
        perception.product_id = weeks.product_id
        and perception.first_sold_date = weeks.first_sold_date
where
    perception.product_id is null
    or weeks.product_id is null
    or perception.weeks_begun <> weeks.weeks_begun
    or weeks.last_week <> weeks.weeks_begun
    or weeks.weeks_out_of_place > 0
    or perception.texts <> weeks.texts
    or round(coalesce(perception.mean_score, 0) * perception.scored_texts, 6)
    <> cast(weeks.score_sum as double)
    or (perception.perception = 'positive') <> coalesce(
        perception.mean_score_low > 0 and perception.scored_texts >= thresholds.least_texts, false
    )
    or (perception.perception = 'revise') <> coalesce(
        perception.mean_score_high < 0 and perception.scored_texts >= thresholds.least_texts, false
    )
