-- A text has a compound from -1 to 1 and the score that the seed cuts from it, or a reason why not;
-- without a lexicon for its language there is no score.
select
    sentiment.*,
    thresholds.neutral_below,
    thresholds.very_from
from {{ ref('interaction_sentiment') }} as sentiment
cross join {{ voice_thresholds_in_force() }} as thresholds
left join {{ ref('languages_with_lexicon') }} as languages
    on sentiment.text_language = languages.language_code
where
    sentiment.is_scored <> (sentiment.compound is not null)
    or sentiment.is_scored <> (sentiment.sentiment_score is not null)
    or sentiment.is_scored <> (sentiment.unscored_reason is null)
    or (sentiment.is_scored and languages.language_code is null)
    or (sentiment.text_language is null) <> (sentiment.language_from is null)
    or abs(sentiment.compound) > 1
    or sentiment.sentiment_score <> case
        when sentiment.compound <= -thresholds.very_from then -2
        when sentiment.compound <= -thresholds.neutral_below then -1
        when sentiment.compound < thresholds.neutral_below then 0
        when sentiment.compound < thresholds.very_from then 1
        else 2
    end
