-- A theme has the texts of its months, rises when its last month does, is chronic when its run goes
-- on long enough, and has a place of its own.
with months as (
    select
        theme_months.mood,
        theme_months.term,
        sum(theme_months.texts) as texts,
        max(theme_months.months_in_a_row) as longest_run,
        coalesce(
            max(
                case
                    when
                        theme_months.created_month = {{ month_start('as_of.as_of_date') }}
                        and theme_months.is_rising
                        then 1
                end
            ),
            0
        ) = 1 as is_rising
    from {{ ref('theme_months') }} as theme_months
    cross join {{ ref('as_of') }} as as_of
    group by theme_months.mood, theme_months.term
),

themes as (
    select
        *,
        count(*) over (partition by mood, is_mood_word, theme_rank) as copies_of_rank,
        max(theme_rank) over (partition by mood, is_mood_word) as last_rank,
        count(*) over (partition by mood, is_mood_word) as ranks
    from {{ ref('themes') }}
)

select
    months.*,
    themes.*
from themes
cross join {{ voice_thresholds_in_force() }} as thresholds
full outer join months
    on
        themes.mood = months.mood
        and themes.term = months.term
where
    months.term is null
    or themes.term is null
    or themes.texts <> months.texts
    or themes.is_rising <> months.is_rising
    or themes.longest_run_months <> months.longest_run
    or themes.months_in_a_row > months.longest_run
    or (themes.course = 'chronic') <> (themes.months_in_a_row >= thresholds.chronic_months)
    or (themes.course = 'isolated') <> (themes.longest_run_months < thresholds.chronic_months)
    or themes.texts_this_month > themes.texts
    or themes.mood_share_of_term > 1
    or themes.main_product_share > 1
    or themes.copies_of_rank > 1
    or themes.last_rank <> themes.ranks
