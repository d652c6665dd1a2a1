-- One row per persona with its name and how to talk to it. The name is made of the words for the
-- two measures that set it apart the most, the earlier by position as the noun; personas that would
-- share a name take further measures, until each has its own.
with persona_centroids as (
    select * from {{ ref('persona_centroids') }}
),

measures as (
    select * from {{ ref('persona_measures') }}
),

rules as (
    select * from {{ ref('persona_communication') }}
),

words as (
    select
        persona_centroids.persona_id,
        persona_centroids.deviation_rank,
        persona_centroids.coordinate,
        persona_centroids.side,
        count(*) over (partition by persona_centroids.persona_id) as measures,
        case
            when persona_centroids.deviation >= 0 then measures.high_adjective
            else measures.low_adjective
        end as adjective,
        case
            when persona_centroids.deviation >= 0 then measures.high_noun
            else measures.low_noun
        end as noun
    from persona_centroids
    inner join measures on persona_centroids.measure = measures.measure
),

-- Two words are a name that can be said, fewer where less stands out. More come only where they
-- have to tell personas apart, those that stand out less included.
candidates as (
    select
        lengths.persona_id,
        lengths.deviation_rank as words,
        list(words.adjective order by words.coordinate) as adjectives,
        min_by(words.noun, words.coordinate) as noun
    from words as lengths
    left join words
        on
            lengths.persona_id = words.persona_id
            and words.deviation_rank <= lengths.deviation_rank
            and (words.side <> 'typical' or lengths.deviation_rank > 2)
    where lengths.deviation_rank >= 2 or lengths.measures = 1
    group by lengths.persona_id, lengths.deviation_rank
),

spoken as (
    select
        persona_id,
        words,
        case
            when noun is null then 'typical customers'
            else array_to_string(list_append(adjectives[2:], noun), ' ')
        end as name
    from candidates
),

counted as (
    select
        *,
        count(*) over (partition by words, name) as namesakes,
        max(words) over () as most_words
    from spoken
),

-- Only personas that stand on the same side in everything still share a name then.
named as (
    select
        persona_id,
        name,
        row_number() over (partition by name order by persona_id) as number
    from (
        select
            persona_id,
            name,
            row_number() over (partition by persona_id order by words) as place
        from counted
        where namesakes = 1 or words = most_words
    ) as shortest
    where place = 1
),

matched as (
    select
        persona_ids.persona_id,
        min(rules.position) as position
    from (select distinct persona_id from persona_centroids) as persona_ids
    cross join rules
    left join persona_centroids as firsts
        on
            persona_ids.persona_id = firsts.persona_id
            and rules.measure_1 = firsts.measure
    left join persona_centroids as seconds
        on
            persona_ids.persona_id = seconds.persona_id
            and rules.measure_2 = seconds.measure
    where
        (rules.measure_1 is null or rules.side_1 = firsts.side)
        and (rules.measure_2 is null or rules.side_2 = seconds.side)
    group by persona_ids.persona_id
),

final as (
    select
        named.persona_id,
        upper(named.name[1]) || named.name[2:]
        || case when named.number > 1 then ' ' || named.number else '' end as persona_name,
        rules.position as communication_rule,
        rules.contact_every_days,
        rules.tone,
        rules.approach
    from named
    inner join matched on named.persona_id = matched.persona_id
    inner join rules on matched.position = rules.position
)

select * from final
order by persona_id
