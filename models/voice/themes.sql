-- One row per theme: a term in texts of a mood, what a word cloud draws. Terms that carry a mood
-- themselves, such as terrible, are marked, so that a cloud can show what is spoken of instead.
with theme_counts as (
    select * from {{ ref('theme_counts') }}
),

theme_months as (
    select * from {{ ref('theme_months') }}
),

sentiment_distribution as (
    select * from {{ ref('sentiment_distribution') }}
    where dimension = 'all'
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

as_of as (
    select
        {{ month_start('as_of_date') }} as month,
        as_of_date < {{ month_end('as_of_date') }} as is_partial
    from {{ ref('as_of') }}
),

moods as (
    select
        'negative' as mood,
        very_negative_texts + negative_texts as texts
    from sentiment_distribution
    union all
    select
        'neutral' as mood,
        neutral_texts as texts
    from sentiment_distribution
    union all
    select
        'positive' as mood,
        positive_texts + very_positive_texts as texts
    from sentiment_distribution
),

history as (
    select {{ months_between('min(created_month)', 'max(as_of.month)') }} + 1 as months
    from theme_months
    cross join as_of
),

-- A run goes on while this month has the theme; a month that is cut off still may.
courses as (
    select
        theme_months.mood,
        theme_months.term,
        sum(theme_months.texts) as texts,
        count(case when theme_months.has_theme then 1 end) as months_with_theme,
        max(theme_months.months_in_a_row) as longest_run,
        coalesce(
            max(
                case
                    when theme_months.created_month = as_of.month and theme_months.has_theme
                        then theme_months.months_in_a_row
                end
            ),
            max(
                case
                    when
                        as_of.is_partial
                        and theme_months.created_month = {{ add_months('as_of.month', -1) }}
                        then theme_months.months_in_a_row
                end
            ),
            0
        ) as months_in_a_row,
        coalesce(
            max(
                case when theme_months.created_month = as_of.month then theme_months.texts end
            ),
            0
        ) as texts_this_month,
        max(case when theme_months.created_month = as_of.month then theme_months.rise_z end)
            as rise_z,
        coalesce(
            bool_or(theme_months.created_month = as_of.month and theme_months.is_rising), false
        ) as is_rising,
        min(theme_months.created_month) as first_month,
        max(theme_months.created_month) as last_month
    from theme_months
    cross join as_of
    group by theme_months.mood, theme_months.term
),

products as (
    select
        theme_counts.mood,
        theme_counts.term,
        theme_counts.product_id,
        sum(theme_counts.texts) as texts,
        coalesce(
            sum(
                case when theme_counts.created_month = as_of.month then theme_counts.texts end
            ),
            0
        ) as texts_this_month
    from theme_counts
    cross join as_of
    where theme_counts.product_id is not null
    group by theme_counts.mood, theme_counts.term, theme_counts.product_id
),

-- In all moods, also those in which too few texts have the term for a theme.
terms as (
    select
        term,
        sum(texts) as texts
    from theme_counts
    group by term
),

words as (
    select
        terms.*,
        abs(sentiment_compound(terms.term)) >= thresholds.neutral_below as is_mood_word
    from terms
    cross join thresholds
),

-- The first product in the alphabet of those with the most texts.
main_products as (
    select
        mood,
        term,
        min_by(product_id, (-texts, product_id)) as product_id,
        max(texts) as texts,
        min_by(product_id, (-texts_this_month, product_id)) filter (where texts_this_month > 0)
            as product_this_month
    from products
    group by mood, term
),

final as (
    select
        courses.mood,
        courses.term,
        words.is_mood_word,
        cast(
            row_number() over (
                partition by courses.mood, words.is_mood_word
                order by courses.texts desc, courses.term
            ) as integer
        ) as theme_rank,
        cast(courses.texts as bigint) as texts,
        {{ divide('courses.texts', 'moods.texts') }} as share_of_mood,
        {{ divide('courses.texts', 'words.texts') }} as mood_share_of_term,
        cast(courses.texts_this_month as bigint) as texts_this_month,
        courses.rise_z,
        courses.is_rising,
        cast(courses.months_with_theme as integer) as months_with_theme,
        courses.longest_run as longest_run_months,
        courses.months_in_a_row,
        case
            when courses.months_in_a_row >= thresholds.chronic_months then 'chronic'
            when courses.longest_run >= thresholds.chronic_months then 'past'
            else 'isolated'
        end as course,
        main_products.product_id as main_product_id,
        {{ divide('main_products.texts', 'courses.texts') }} as main_product_share,
        main_products.product_this_month as main_product_this_month,
        case when history.months < thresholds.chronic_months then 'short history' end as warning,
        courses.first_month,
        courses.last_month
    from courses
    inner join moods on courses.mood = moods.mood
    inner join words on courses.term = words.term
    cross join thresholds
    cross join history
    left join main_products
        on courses.mood = main_products.mood
        and courses.term = main_products.term
)

select * from final
order by mood, is_mood_word, theme_rank
