-- Terms are words that say something, and are in enough texts of one mood or another.
with terms as (
    select
        term,
        mood,
        sum(texts) as texts
    from {{ ref('theme_counts') }}
    group by term, mood
)

select
    terms.term,
    max(terms.texts) as most_texts
from terms
cross join {{ voice_thresholds_in_force() }} as thresholds
left join {{ ref('stop_words') }} as stop_words on terms.term = stop_words.word
group by terms.term, thresholds.theme_least_texts, stop_words.word
having
    stop_words.word is not null
    or length(terms.term) < 2
    or terms.term <> lower(terms.term)
    or max(terms.texts) < thresholds.theme_least_texts
