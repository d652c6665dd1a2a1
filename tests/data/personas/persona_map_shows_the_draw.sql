-- The map has the first customers of the draw, where and what customer_personas says they are.
select
    coalesce(map.customer_id, personas.customer_id) as customer_id,
    map.silhouette
from {{ ref('persona_map') }} as map
full join (
    select *
    from {{ ref('customer_personas') }}
    where draw_place <= {{ var('persona_map_customers') }}
) as personas on map.customer_id = personas.customer_id
where
    map.persona_id is distinct from personas.persona_id
    or map.persona_name is distinct from personas.persona_name
    or map.x is distinct from personas.x
    or map.y is distinct from personas.y
    or map.silhouette is null
    or map.silhouette not between -1 and 1
