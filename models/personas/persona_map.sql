-- One row per customer on the cluster map: a point, its colour, and how well it lies in its
-- cluster. A map of all customers would be a stain; these are a draw of them, as many as the var
-- persona_map_customers says.
with customer_personas as (
    select * from {{ ref('customer_personas') }}
),

persona_points as (
    select * from {{ ref('persona_points') }}
),

chosen as (
    select
        measures,
        centroids
    from {{ ref('persona_model') }}
    where is_chosen
),

drawn as (
    select
        list(customer_id order by draw_place) as customer_ids,
        flatten(list(coordinates order by draw_place)) as points
    from persona_points
    where draw_place <= {{ var('persona_map_customers') }}
),

judged as materialized (
    select
        drawn.customer_ids,
        silhouettes(drawn.points, chosen.measures, chosen.centroids) as silhouettes
    from drawn
    cross join chosen
),

by_customer as (
    select
        unnest(customer_ids) as customer_id,
        unnest(silhouettes) as silhouette
    from judged
),

final as (
    select
        by_customer.customer_id,
        customer_personas.persona_id,
        customer_personas.persona_name,
        customer_personas.x,
        customer_personas.y,
        by_customer.silhouette
    from by_customer
    inner join customer_personas on by_customer.customer_id = customer_personas.customer_id
)

select * from final
