-- A month with the theme has one month in a row more than the month before, a month without has
-- none, and only a month with the theme rises.
select
    theme_months.*,
    before.months_in_a_row as months_in_a_row_before
from {{ ref('theme_months') }} as theme_months
cross join {{ voice_thresholds_in_force() }} as thresholds
left join {{ ref('theme_months') }} as before
    on
        theme_months.mood = before.mood
        and theme_months.term = before.term
        and before.created_month = {{ add_months('theme_months.created_month', -1) }}
where
    theme_months.has_theme <> (theme_months.texts >= thresholds.theme_month_texts)
    or theme_months.months_in_a_row <> case
        when theme_months.has_theme then coalesce(before.months_in_a_row, 0) + 1
        else 0
    end
    or theme_months.is_rising <> coalesce(
        theme_months.has_theme and theme_months.rise_z >= thresholds.rise_least_z, false
    )
