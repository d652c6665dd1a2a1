-- One row per measure of a persona's centre: where the typical customer of the persona stands, and
-- whether that sets the persona apart. Personas are numbered from the highest centre in the first
-- measure, which is spend, so that numbers depend neither on rows nor on random starts.
with chosen as (
    select
        measures,
        centroids
    from {{ ref('persona_model') }}
    where is_chosen
),

scales as (
    select * from {{ ref('persona_scales') }} where is_used
),

cells as (
    select
        measures,
        unnest(centroids) as coordinate_value,
        unnest(range(len(centroids))) as place
    from chosen
),

centres as (
    select
        {{ floor_divide('cells.place', 'cells.measures') }} + 1 as persona_id,
        scales.measure,
        scales.coordinate,
        scales.label,
        scales.scale,
        cells.coordinate_value,
        {{ divide('cells.coordinate_value', 'scales.weight') }} as deviation,
        scales.mean,
        scales.standard_deviation
    from cells
    inner join scales on cells.place % cells.measures + 1 = scales.coordinate
),

-- Who spends somewhat more than most is not a big spender next to one who spends ten times that: it
-- takes a good part of the way of whoever goes furthest.
valued as (
    select
        *,
        mean + deviation * standard_deviation as scaled,
        deviation >= {{ var('persona_word_deviations_min') }}
        and deviation >= {{ var('persona_word_share_min') }}
            * max(deviation) over (partition by measure)
            as is_high,
        deviation <= -{{ var('persona_word_deviations_min') }}
        and deviation <= {{ var('persona_word_share_min') }}
            * min(deviation) over (partition by measure)
            as is_low
    from centres
),

final as (
    select
        cast(persona_id as integer) as persona_id,
        measure,
        coordinate,
        label,
        coordinate_value,
        deviation,
        case when scale = 'log' then exp(scaled) - 1 else scaled end as typical_value,
        cast(
            row_number() over (
                partition by persona_id
                order by is_high or is_low desc, abs(deviation) desc, coordinate
            ) as integer
        ) as deviation_rank,
        case when is_high then 'high' when is_low then 'low' else 'typical' end as side
    from valued
)

select * from final
order by persona_id, coordinate
