-- Mean, standard error and difference from the rest of each channel, from the texts one by one.
with texts as (
    select
        coalesce(channel, 'unknown') as channel,
        sentiment_score
    from {{ ref('interaction_sentiment') }}
    where is_scored
),

expected as (
    select
        channels.channel,
        avg(case when texts.channel = channels.channel then texts.sentiment_score end)
            as mean_score,
        stddev_samp(case when texts.channel = channels.channel then texts.sentiment_score end)
        / sqrt(count(case when texts.channel = channels.channel then 1 end)) as standard_error,
        avg(case when texts.channel <> channels.channel then texts.sentiment_score end)
            as mean_of_rest
    from (select distinct channel from texts) as channels
    cross join texts
    group by channels.channel
)

select
    expected.*,
    distribution.*
from expected
left join {{ ref('sentiment_distribution') }} as distribution
    on
        distribution.dimension = 'channel'
        and expected.channel = distribution.value
where
    round(expected.mean_score, 9) is distinct from round(distribution.mean_score, 9)
    or round(expected.standard_error, 9) is distinct from round(distribution.standard_error, 9)
    or round(expected.mean_score - expected.mean_of_rest, 9)
    is distinct from round(distribution.difference_from_rest, 9)
    or sign(distribution.difference_z) <> sign(distribution.difference_from_rest)
