-- One row per text that a customer wrote up to the as-of day, with its mood where it can be reported.
-- Texts of customers who are excluded from the CRM layer, or not in the customer master, are left
-- out; texts that name no customer are retained.
with interactions as (
    select * from {{ ref('stg_interactions') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

customers as (
    select customer_id from {{ ref('eligible_customers') }}
),

languages as (
    select * from {{ ref('languages_with_lexicon') }}
),

stop_words as (
    select * from {{ ref('stop_words') }}
    where is_english_alone
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

texts as (
    select
        interactions.*,
        {{ language_code('interactions.language') }} as source_language
    from interactions
    cross join as_of
    where
        interactions.created_date <= as_of.as_of_date
        and (
            interactions.customer_id is null
            or interactions.customer_id in (select customer_id from customers)
        )
),

words as (
    select
        interaction_id,
        unnest({{ words_of('interaction_text') }}) as word
    from texts
    where source_language is null
),

-- A text whose language the source does not say is English when enough of its words are.
english as (
    select words.interaction_id
    from words
    cross join thresholds
    left join stop_words on words.word = stop_words.word
    group by words.interaction_id, thresholds.english_least_share
    having count(stop_words.word) >= greatest(1, count(*) * thresholds.english_least_share)
),

known as (
    select
        texts.*,
        coalesce(
            texts.source_language,
            {% if var('voice_text_language') -%}
                '{{ var("voice_text_language") }}'
            {%- else -%}
                case when english.interaction_id is not null then 'en' end
            {%- endif %}
        ) as text_language,
        case
            when texts.source_language is not null then 'source'
            {% if var('voice_text_language') -%}
                else 'var'
            {%- else -%}
                when english.interaction_id is not null then 'words'
            {%- endif %}
        end as language_from
    from texts
    left join english on texts.interaction_id = english.interaction_id
),

reasons as (
    select
        known.*,
        case
            when known.interaction_text is null then 'no text'
            when known.text_language is null then 'unknown language'
            when languages.language_code is null then 'no lexicon'
        end as unscored_reason
    from known
    left join languages on known.text_language = languages.language_code
),

scored as (
    select
        *,
        sentiment_compound(case when unscored_reason is null then interaction_text end)
            as compound
    from reasons
),

final as (
    select
        scored.interaction_id,
        scored.customer_id,
        scored.product_id,
        scored.agent_id,
        scored.channel,
        scored.text_language,
        scored.language_from,
        cast(
            case
                when abs(scored.compound) < thresholds.neutral_below then 0
                when abs(scored.compound) < thresholds.very_from then sign(scored.compound)
                else 2 * sign(scored.compound)
            end as integer
        ) as sentiment_score,
        scored.compound,
        scored.unscored_reason is null as is_scored,
        scored.unscored_reason,
        scored.created_at,
        scored.created_date,
        {{ month_start('scored.created_date') }} as created_month
    from scored
    cross join thresholds
)

select * from final
