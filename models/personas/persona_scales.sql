-- One row per measure: whether customers are compared by it, and its mean and standard deviation,
-- by which values of different units become comparable.
with persona_features as (
    select * from {{ ref('persona_features') }}
),

measures as (
    select * from {{ ref('persona_measures') }}
),

observed as (
    {% for measure in persona_measures() -%}
    select
        measures.measure,
        {{ persona_scaled('persona_features.' ~ measure, 'measures.scale') }} as scaled
    from persona_features
    inner join measures on measures.measure = '{{ measure }}'
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

means as (
    select
        measure,
        count(*) as customers,
        count(scaled) as customers_known,
        avg({{ exact('scaled') }}) as mean
    from observed
    group by measure
),

-- From the mean, because a difference of two large sums would lose what is left.
squares as (
    select
        observed.measure,
        {{ exact('(observed.scaled - means.mean) * (observed.scaled - means.mean)') }} as square
    from observed
    inner join means on observed.measure = means.measure
    where observed.scaled is not null
),

deviations as (
    select
        measure,
        sqrt({{ divide('sum(square)', 'count(*) - 1') }}) as standard_deviation
    from squares
    group by measure
),

-- Where hardly anybody differs, the few who do would become personas for that alone; and a measure
-- of a few values is a label, which has no means.
variety as (
    select
        measure,
        count(*) as distinct_values,
        max(customers) as customers_of_commonest
    from (
        select
            measure,
            scaled,
            count(*) as customers
        from observed
        where scaled is not null
        group by measure, scaled
    ) as by_value
    group by measure
),

judged as (
    select
        measures.measure,
        measures.position,
        measures.label,
        measures.scale,
        measures.weight,
        coalesce(means.customers, 0) as customers,
        coalesce(means.customers_known, 0) as customers_known,
        {{ divide('coalesce(means.customers_known, 0)', 'means.customers') }} as share_known,
        coalesce(variety.distinct_values, 0) as distinct_values,
        {{ divide('variety.customers_of_commonest', 'means.customers_known') }} as share_alike,
        means.mean,
        deviations.standard_deviation
    from measures
    left join means on measures.measure = means.measure
    left join variety on measures.measure = variety.measure
    left join deviations on measures.measure = deviations.measure
),

reasoned as (
    select
        *,
        case
            when weight = 0 then 'its weight is 0'
            when customers_known = 0 then 'nobody is known by it'
            when share_known < {{ var('persona_known_share_min') }}
                then
                    'fewer than {{ var("persona_known_share_min") }} of the customers are known '
                    || 'by it'
            when distinct_values < {{ var('persona_distinct_values_min') }}
                then 'it has fewer than {{ var("persona_distinct_values_min") }} values'
            when share_alike > {{ var('persona_alike_share_max') }}
                then
                    'more than {{ var("persona_alike_share_max") }} of the customers are alike '
                    || 'in it'
            when coalesce(standard_deviation, 0) < 0.000000001 then 'customers hardly differ in it'
        end as reason_left_out
    from judged
),

final as (
    select
        measure,
        position,
        label,
        scale,
        cast(weight as double) as weight,
        cast(customers as bigint) as customers,
        cast(customers_known as bigint) as customers_known,
        share_known,
        cast(distinct_values as bigint) as distinct_values,
        share_alike,
        mean,
        standard_deviation,
        reason_left_out is null as is_used,
        case
            when reason_left_out is null
                then
                    cast(
                        count(*) filter (where reason_left_out is null) over (order by position)
                        as integer
                    )
        end as coordinate,
        reason_left_out
    from reasoned
)

select * from final
