-- Centres are the lists of the model read out: as many as were chosen, numbered from the highest in
-- the first measure; the sides agree with the deviations, and the ranks have no hole.
with centroids as (
    select
        *,
        lag(coordinate_value) over (partition by measure order by persona_id) as previous_value,
        lag(abs(deviation)) over (
            partition by persona_id, side = 'typical' order by deviation_rank
        ) as more_deviation,
        count(*) over (partition by persona_id) as measures,
        count(*) over (partition by measure) as personas
    from {{ ref('persona_centroids') }}
)

select
    persona_id,
    measure,
    deviation,
    side
from centroids
where
    personas <> (select chosen.personas from {{ ref('persona_model') }} as chosen where is_chosen)
    or persona_id not between 1 and personas
    or deviation_rank not between 1 and measures
    or (coordinate = 1 and coordinate_value > previous_value + 0.000001)
    or abs(deviation) > more_deviation + 0.000001
    or side <> case
        when
            deviation >= {{ var('persona_word_deviations_min') }}
            and not exists (
                select 1
                from centroids as others
                where
                    others.measure = centroids.measure
                    and others.deviation * {{ var('persona_word_share_min') }} > centroids.deviation
            )
            then 'high'
        when
            deviation <= -{{ var('persona_word_deviations_min') }}
            and not exists (
                select 1
                from centroids as others
                where
                    others.measure = centroids.measure
                    and others.deviation * {{ var('persona_word_share_min') }} < centroids.deviation
            )
            then 'low'
        else 'typical'
    end
