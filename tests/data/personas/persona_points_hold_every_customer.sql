-- Every customer with an order is a point, with a coordinate for each measure that is used, none
-- further out than the var persona_deviations_max allows; places of the draw have no hole. On
-- average a coordinate is 0, but for what was cut off.
with used as (
    select
        count(*) as measures,
        max(weight) as weight
    from {{ ref('persona_scales') }}
    where is_used
),

cells as (
    select
        points.customer_id,
        points.measures_cut,
        unnest(points.coordinates) as value
    from {{ ref('persona_points') }} as points
)

select
    coalesce(features.customer_id, points.customer_id) as customer_id,
    points.draw_place,
    len(points.coordinates) as measures
from {{ ref('persona_features') }} as features
full join {{ ref('persona_points') }} as points on features.customer_id = points.customer_id
cross join used
where
    used.measures > 0
    and (
        features.customer_id is null
        or points.customer_id is null
        or len(points.coordinates) <> used.measures
        or points.draw_place not between 1
        and (select count(*) from {{ ref('persona_features') }})
    )
union all
select
    cells.customer_id,
    null as draw_place,
    count(*) as measures
from cells
cross join used
group by cells.customer_id
having
    max(abs(cells.value)) > max(used.weight) * {{ var('persona_deviations_max') }} + 0.000001
    or not bool_and({{ is_finite('cells.value') }})
    or max(cells.measures_cut) > count(*)
