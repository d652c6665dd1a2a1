-- One row per theme, a term in texts of a mood, in a month with such texts: how often it came up,
-- whether that is more than in the months before, and for how many months in a row it had.
with theme_counts as (
    select * from {{ ref('theme_counts') }}
),

sentiment_trend as (
    select * from {{ ref('sentiment_trend') }}
    where dimension = 'all'
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

-- All texts with a score, whatever their mood: a complaint that spreads takes a larger share of
-- them, also where all else that is bad spreads with it.
scored as (
    select
        sentiment_trend.created_month,
        sentiment_trend.scored_texts,
        sum(sentiment_trend.scored_texts) over (
            order by {{ month_number('sentiment_trend.created_month') }}
            range between thresholds.rise_months preceding and 1 preceding
        ) as scored_texts_before
    from sentiment_trend
    cross join thresholds
),

counts as (
    select
        mood,
        term,
        created_month,
        sum(texts) as texts,
        sum(sum(texts)) over (partition by mood, term) as texts_of_mood
    from theme_counts
    group by mood, term, created_month
),

months as (
    select
        counts.*,
        {{ month_number('counts.created_month') }} as month_number
    from counts
    cross join thresholds
    where counts.texts_of_mood >= thresholds.theme_least_texts
),

rates as (
    select
        months.mood,
        months.term,
        months.created_month,
        months.texts,
        sum(months.texts) over (
            partition by months.mood, months.term
            order by months.month_number
            range between thresholds.rise_months preceding and 1 preceding
        ) as texts_before,
        months.texts >= thresholds.theme_month_texts as has_theme,
        case
            when months.texts >= thresholds.theme_month_texts
                then
                    months.month_number - row_number() over (
                        partition by
                            months.mood,
                            months.term,
                            months.texts >= thresholds.theme_month_texts
                        order by months.month_number
                    )
        end as run,
        thresholds.rise_least_z
    from months
    cross join thresholds
),

joined as (
    select
        rates.mood,
        rates.term,
        rates.created_month,
        rates.texts,
        scored.scored_texts,
        coalesce(rates.texts_before, 0) as texts_before,
        scored.scored_texts_before,
        rates.has_theme,
        rates.rise_least_z,
        case
            when rates.has_theme
                then
                    row_number() over (
                        partition by rates.mood, rates.term, rates.run
                        order by rates.created_month
                    )
            else 0
        end as months_in_a_row
    from rates
    inner join scored on rates.created_month = scored.created_month
),

compared as (
    select
        *,
        {{ share_difference_z(
            'texts', 'scored_texts', 'texts_before', 'scored_texts_before'
        ) }} as rise_z
    from joined
),

final as (
    select
        mood,
        term,
        created_month,
        cast(texts as bigint) as texts,
        {{ divide('texts', 'scored_texts') }} as share_of_texts,
        {{ divide('texts_before', 'scored_texts_before') }} as share_before,
        rise_z,
        has_theme,
        coalesce(has_theme and rise_z >= rise_least_z, false) as is_rising,
        cast(months_in_a_row as integer) as months_in_a_row
    from compared
)

select * from final
order by mood, term, created_month
