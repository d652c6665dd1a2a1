-- One row per measure in a principal component: how the axes of the map are made up, and how much
-- of what sets customers apart each of them shows. x of the map is component 1, y component 2.
with persona_points as (
    select * from {{ ref('persona_points') }}
),

measures as (
    select
        measure,
        coordinate,
        label
    from {{ ref('persona_scales') }}
    where is_used
),

sample as (
    select
        cast(count(*) as integer) as customers,
        cast(max(len(coordinates)) as integer) as dimensions,
        flatten(list(coordinates order by draw_place)) as points
    from persona_points
    where draw_place <= {{ var('persona_sample_customers') }}
),

fitted as materialized (
    select
        dimensions,
        principal_components(points, dimensions) as fit
    from sample
    where customers > 1
),

totals as (
    select
        *,
        list_sum(fit.variances) as variance
    from fitted
),

components as (
    select
        *,
        unnest(range(1, dimensions + 1)) as component
    from totals
),

final as (
    select
        cast(components.component as integer) as component,
        measures.measure,
        measures.coordinate,
        measures.label,
        components.fit.loadings[
            (components.component - 1) * components.dimensions + measures.coordinate
        ] as loading,
        components.fit.means[measures.coordinate] as mean,
        components.fit.variances[components.component] as explained_variance,
        {{ divide('components.fit.variances[components.component]', 'components.variance') }}
            as explained_share,
        {{ divide(
            'list_sum(components.fit.variances[1:components.component])', 'components.variance'
        ) }} as cumulative_share
    from components
    cross join measures
)

select * from final
