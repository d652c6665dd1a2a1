-- One number that could be tried is chosen: no fewer personas come within a standard error of the
-- best silhouette. What is said of each lies within its bounds.
with tried as (
    select
        *,
        max(silhouette) over () as best
    from {{ ref('persona_model') }}
)

select
    personas,
    silhouette,
    is_chosen
from tried
where
    silhouette not between -1 and 1
    or explained_variance not between 0 and 1
    or smallest_share <= 0
    or smallest_share > 1.0 / personas
    or starts_near_best not between 1 and starts
    or (is_chosen and inertia is null)
    or len(centroids) <> personas * measures
    or is_reliable <> (warning is null)
    or (
        inertia is not null
        and (select count(*) from tried as others where others.is_chosen) <> 1
    )
    or (
        not is_chosen
        and silhouette >= best - (
            select silhouette_error
            from tried as others
            where others.silhouette = others.best
            order by personas
            limit 1
        )
        and personas < (select min(others.personas) from tried as others where others.is_chosen)
    )
