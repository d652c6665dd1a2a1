-- There is a version, and every number is in the range in which its rule has a meaning.
select count(*) as versions_that_are_not_sound
from {{ ref('voice_thresholds') }}
having
    count(*) = 0
    or count(*) <> count(
        case
            when
                neutral_below > 0
                and very_from > neutral_below
                and very_from <= 1
                and english_least_share > 0
                and english_least_share <= 1
                and least_texts >= 2
                and theme_least_texts >= 1
                and theme_month_texts >= 1
                and rise_months >= 1
                and rise_least_z > 0
                and chronic_months >= 2
                and launch_weeks >= 1
                and launch_lead_days >= 0
                and unhappy_days >= 1
                and valuable_share > 0
                and valuable_share <= 1
                and advocate_days >= 1
                and advocate_least_texts >= 1
                and advocate_least_mood > 0
                and advocate_least_mood <= 2
                then 1
        end
    )
