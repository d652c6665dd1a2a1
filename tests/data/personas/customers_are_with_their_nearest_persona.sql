-- By a second way, measure by measure: no centre is nearer than the one of the persona, and the
-- second is the next. Every point has a persona.
with points as (
    select
        customer_id,
        unnest(coordinates) as value,
        unnest(range(1, len(coordinates) + 1)) as coordinate
    from {{ ref('persona_points') }}
    where draw_place <= {{ var('persona_map_customers') }}
),

distances as (
    select
        points.customer_id,
        centroids.persona_id,
        sqrt(sum((points.value - centroids.coordinate_value) ** 2)) as distance
    from points
    inner join {{ ref('persona_centroids') }} as centroids
        on points.coordinate = centroids.coordinate
    group by points.customer_id, centroids.persona_id
)

select
    personas.customer_id,
    personas.persona_id,
    personas.distance,
    distances.persona_id as other_persona_id,
    distances.distance as other_distance
from {{ ref('customer_personas') }} as personas
inner join distances on personas.customer_id = distances.customer_id
where
    distances.distance < personas.distance - 0.000001
    or (
        distances.persona_id = personas.persona_id
        and abs(distances.distance - personas.distance) > 0.000001
    )
    or (
        distances.persona_id = personas.second_persona_id
        and abs(distances.distance - personas.second_distance) > 0.000001
    )
    or (
        distances.persona_id <> personas.persona_id
        and distances.distance < personas.second_distance - 0.000001
    )
    or personas.simplified_silhouette not between 0 and 1
union all
select
    points.customer_id,
    null as persona_id,
    null as distance,
    null as other_persona_id,
    null as other_distance
from {{ ref('persona_points') }} as points
left join {{ ref('customer_personas') }} as personas on points.customer_id = personas.customer_id
where
    personas.customer_id is null
    and exists (select 1 from {{ ref('persona_model') }} where is_chosen)
