-- One row per measure of a persona, in the units that people read: what its customers have on
-- average, what all customers have, and how far apart the two are on the scale of the model.
with customer_personas as (
    select * from {{ ref('customer_personas') }}
),

persona_features as (
    select * from {{ ref('persona_features') }}
),

persona_centroids as (
    select * from {{ ref('persona_centroids') }}
),

observed as (
    {% for measure in persona_measures() -%}
    select
        customer_personas.persona_id,
        '{{ measure }}' as measure,
        {{ exact('persona_features.' ~ measure) }} as value
    from customer_personas
    inner join persona_features on customer_personas.customer_id = persona_features.customer_id
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

of_personas as (
    select
        persona_id,
        measure,
        count(value) as customers_known,
        avg(value) as mean
    from observed
    group by persona_id, measure
),

of_all as (
    select
        measure,
        avg(value) as mean
    from observed
    group by measure
),

final as (
    select
        persona_centroids.persona_id,
        persona_centroids.measure,
        persona_centroids.coordinate,
        persona_centroids.label,
        cast(of_personas.customers_known as bigint) as customers_known,
        of_personas.mean,
        of_all.mean as mean_of_all,
        {{ divide('of_personas.mean', 'of_all.mean') }} as ratio_to_all,
        persona_centroids.deviation,
        persona_centroids.deviation_rank,
        persona_centroids.side
    from persona_centroids
    inner join of_personas
        on
            persona_centroids.persona_id = of_personas.persona_id
            and persona_centroids.measure = of_personas.measure
    inner join of_all on persona_centroids.measure = of_all.measure
)

select * from final
order by persona_id, coordinate
