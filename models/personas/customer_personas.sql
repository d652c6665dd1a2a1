-- One row per customer with an order: the persona whose centre is nearest, how near, and where the
-- customer lies on the map. All customers are assigned, not only the sample that the centres are
-- from.
with persona_points as (
    select * from {{ ref('persona_points') }}
),

persona_names as (
    select * from {{ ref('persona_names') }}
),

centres as (
    select
        persona_id,
        list(coordinate_value order by coordinate) as centre
    from {{ ref('persona_centroids') }}
    group by persona_id
),

-- A single measure makes a line of the map.
axes as (
    select
        list(loading order by coordinate) filter (where component = 1) as x_axis,
        coalesce(
            list(loading order by coordinate) filter (where component = 2),
            list(cast(0 as double)) filter (where component = 1)
        ) as y_axis,
        list(mean order by coordinate) filter (where component = 1) as origin
    from {{ ref('persona_components') }}
),

-- The two least distances; of equals, the first persona.
nearest as (
    select
        persona_points.customer_id,
        min(
            {
                'distance': list_distance(persona_points.coordinates, centres.centre),
                'persona_id': centres.persona_id
            },
            2
        ) as personas
    from persona_points
    cross join centres
    group by persona_points.customer_id
),

located as (
    select
        persona_points.customer_id,
        persona_points.draw_place,
        nearest.personas[1].persona_id as persona_id,
        nearest.personas[2].persona_id as second_persona_id,
        list_inner_product(persona_points.coordinates, axes.x_axis)
        - list_inner_product(axes.origin, axes.x_axis) as x,
        list_inner_product(persona_points.coordinates, axes.y_axis)
        - list_inner_product(axes.origin, axes.y_axis) as y,
        nearest.personas[1].distance as distance,
        nearest.personas[2].distance as second_distance,
        1 - {{ divide('nearest.personas[1].distance', 'nearest.personas[2].distance') }}
            as simplified_silhouette
    from persona_points
    inner join nearest on persona_points.customer_id = nearest.customer_id
    cross join axes
),

final as (
    select
        located.customer_id,
        located.persona_id,
        persona_names.persona_name,
        located.second_persona_id,
        located.draw_place,
        located.x,
        located.y,
        located.distance,
        located.second_distance,
        located.simplified_silhouette,
        located.simplified_silhouette < {{ var('persona_borderline_silhouette_max') }}
            as is_borderline
    from located
    inner join persona_names on located.persona_id = persona_names.persona_id
)

select * from final
