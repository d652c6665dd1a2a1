-- One row is a number of personas that was tried: how well the customers of the sample fall into so
-- many, and whether that number was chosen. The centres stand there as one list, which
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
    where draw_place <= {{ var('persona_sample') }}
),

candidates as (
    select cast(number as integer) as personas
    from (
        {%- if var('persona_count') %}
        select {{ var('persona_count') }} as number
        {%- else %}
        select unnest(
            range({{ var('persona_count_least') }}, {{ var('persona_count_most') }} + 1)
        ) as number
        {%- endif %}
    ) as numbers
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
            sample.points[1:{{ var('persona_map_customers') }} * sample.dimensions],
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
        {{ divide('list_min(fits.fit.sizes)', 'sample.customers') }} as smallest_share,
        fits.fit.iterations as iterations,
        fits.fit.starts_at_best as starts_at_best,
        fits.fit.converged as is_converged,
        fits.fit.centroids as centroids
    from candidates
    cross join sample
    left join fits on candidates.personas = fits.personas
    left join judged on candidates.personas = judged.personas
),

ranked as (
    select
        *,
        row_number() over (order by silhouette desc nulls last, personas) as place
    from tried
),

final as (
    select
        personas,
        sample_customers,
        coalesce(measures, 0) as measures,
        inertia,
        explained_variance,
        silhouette,
        smallest_share,
        iterations,
        {{ var('persona_starts') }} as starts,
        starts_at_best,
        is_converged,
        inertia is not null and place = 1 as is_chosen,
        inertia is not null
        and is_converged
        and sample_customers >= {{ var('persona_least_customers') }}
        and silhouette >= {{ var('persona_least_silhouette') }}
        and smallest_share >= {{ var('persona_least_share') }}
        and starts_at_best > 1 as is_reliable,
        nullif(
            concat_ws(
                '; ',
                case
                    when inertia is null
                        then
                            'there are ' || distinct_customers || ' customers who differ, too few '
                            || 'for so many personas'
                end,
                case
                    when
                        inertia is not null
                        and sample_customers < {{ var('persona_least_customers') }}
                        then 'only ' || sample_customers || ' customers'
                end,
                case
                    when silhouette < {{ var('persona_least_silhouette') }}
                        then
                            'silhouette below {{ var("persona_least_silhouette") }}: customers do '
                            || 'not fall into kinds, the borders between personas are drawn '
                            || 'through a crowd'
                end,
                case
                    when smallest_share < {{ var('persona_least_share') }}
                        then
                            'the smallest persona has less than {{ var("persona_least_share") }} '
                            || 'of the customers: outliers rather than a kind'
                end,
                case
                    when starts_at_best = 1
                        then
                            'no second start ended as well, so a better end may exist: raise '
                            || 'persona_starts'
                end,
                case when not is_converged then 'the iteration did not come to an end' end
            ),
            ''
        ) as warning,
        centroids
    from ranked
)

select * from final
