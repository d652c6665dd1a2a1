-- One row per number of personas that was tried: how well the customers of the sample fall into so
-- many, and whether that number was chosen. The centres are there as one list, which
-- persona_centroids reads out.
with persona_points as (
    select * from {{ ref('persona_points') }}
),

sample as (
    select
        cast(count(*) as integer) as customers,
        cast(count(distinct coordinates) as integer) as distinct_customers,
        cast(max(len(coordinates)) as integer) as dimensions,
        flatten(list(coordinates order by draw_place)) as points
    from persona_points
    where draw_place <= {{ var('persona_sample_customers') }}
),

candidates as (
    select personas from {{ persona_counts() }} as counts
),

fits as materialized (
    select
        candidates.personas,
        k_means(
            sample.points,
            sample.dimensions,
            candidates.personas,
            {{ var('persona_starts') }},
            {{ var('persona_seed') }}
        ) as fit
    from candidates
    inner join sample on candidates.personas <= sample.distinct_customers
),

judged as materialized (
    select
        fits.personas,
        silhouettes(
            sample.points[
                1:{{ var('persona_map_customers') }} * sample.dimensions
            ],
            sample.dimensions,
            fits.fit.centroids
        ) as silhouettes
    from fits
    cross join sample
),

tried as (
    select
        candidates.personas,
        sample.customers as sample_customers,
        sample.distinct_customers,
        sample.dimensions as measures,
        fits.fit.inertia as inertia,
        1 - {{ divide('fits.fit.inertia', 'fits.fit.total_inertia') }} as explained_variance,
        list_avg(judged.silhouettes) as silhouette,
        {{ divide('list_stddev_samp(judged.silhouettes)', 'sqrt(len(judged.silhouettes))') }}
            as silhouette_error,
        {{ divide('list_min(fits.fit.sizes)', 'sample.customers') }} as smallest_share,
        fits.fit.iterations as iterations,
        fits.fit.starts_near_best as starts_near_best,
        fits.fit.converged as is_converged,
        fits.fit.centroids as centroids
    from candidates
    cross join sample
    left join fits on candidates.personas = fits.personas
    left join judged on candidates.personas = judged.personas
),

best as (
    select
        silhouette,
        coalesce(silhouette_error, 0) as silhouette_error
    from tried
    where silhouette is not null
    order by silhouette desc, personas
    limit 1
),

-- The fewest whose silhouette is within one standard error of the highest: what more would add is
-- chance, and would change with the next customer.
chosen as (
    select min(tried.personas) as personas
    from tried
    cross join best
    where tried.silhouette >= best.silhouette - best.silhouette_error
),

warned as (
    select
        tried.*,
        chosen.personas as chosen_personas,
        nullif(
            concat_ws(
                '; ',
                case
                    when tried.inertia is null
                        then
                            'there are ' || tried.distinct_customers || ' customers who differ, '
                            || 'too few for so many personas'
                    when tried.sample_customers < {{ var('persona_customers_min') }}
                        then 'only ' || tried.sample_customers || ' customers'
                end,
                case
                    when tried.silhouette < {{ var('persona_silhouette_min') }}
                        then
                            'silhouette below {{ var("persona_silhouette_min") }}: customers do '
                            || 'not fall into kinds, the borders between personas are drawn '
                            || 'through a crowd'
                end,
                case
                    when tried.smallest_share < {{ var('persona_share_min') }}
                        then
                            'the smallest persona has less than {{ var("persona_share_min") }} '
                            || 'of the customers: outliers rather than a kind'
                end,
                case
                    when tried.starts_near_best = 1
                        then
                            'no second start ended nearly as well, so a better end may exist: '
                            || 'raise persona_starts'
                end,
                case when not tried.is_converged then 'the iteration did not come to an end' end
            ),
            ''
        ) as warning
    from tried
    cross join chosen
),

final as (
    select
        personas,
        sample_customers,
        coalesce(measures, 0) as measures,
        inertia,
        explained_variance,
        silhouette,
        silhouette_error,
        smallest_share,
        iterations,
        {{ var('persona_starts') }} as starts,
        starts_near_best,
        is_converged,
        coalesce(personas = chosen_personas, false) as is_chosen,
        warning is null as is_reliable,
        warning,
        centroids
    from warned
)

select * from final
order by personas
