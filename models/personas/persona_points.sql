-- One row per customer as a point: the standardised measures that are used, in the order of
-- persona_scales.coordinate, and the customer's place in a draw that depends on nothing but the
-- customer's identifier and the var persona_seed.
with persona_features as (
    select * from {{ ref('persona_features') }}
),

scales as (
    select
        {%- for measure in persona_measures() %}
        max(case when measure = '{{ measure }}' then scale end) as {{ measure }}_scale,
        max(case when measure = '{{ measure }}' and is_used then mean end) as {{ measure }}_mean,
        max(case when measure = '{{ measure }}' and is_used then standard_deviation end)
            as {{ measure }}_deviation,
        max(case when measure = '{{ measure }}' and is_used then weight end)
            as {{ measure }}_weight
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ ref('persona_scales') }}
),

-- The order of the used measures within a list of all of them.
places as (
    select list(place order by coordinate) as of_coordinates
    from (
        select
            coordinate,
            case measure
                {%- for measure in persona_measures() %}
                when '{{ measure }}' then {{ loop.index }}
                {%- endfor %}
            end as place
        from {{ ref('persona_scales') }}
        where is_used
    ) as used
),

-- Who is not known by a measure lies at its mean, which takes no side.
deviations as (
    select
        persona_features.customer_id,
        [
            {%- for measure in persona_measures() %}
            coalesce(
                {{ divide(
                    persona_scaled('persona_features.' ~ measure, 'scales.' ~ measure ~ '_scale')
                        ~ ' - scales.' ~ measure ~ '_mean',
                    'scales.' ~ measure ~ '_deviation'
                ) }},
                0
            )
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        ] as standardised,
        [
            {%- for measure in persona_measures() %}
            scales.{{ measure }}_weight
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        ] as weights
    from persona_features
    cross join scales
),

final as (
    select
        deviations.customer_id,
        cast(
            row_number() over (
                order by
                    md5(deviations.customer_id || ' {{ var("persona_seed") }}'),
                    deviations.customer_id
            ) as integer
        ) as draw_place,
        list_transform(
            places.of_coordinates,
            place -> least(
                greatest(
                    deviations.standardised[place],
                    -{{ var('persona_deviations_max') }}
                ),
                {{ var('persona_deviations_max') }}
            ) * deviations.weights[place]
        ) as coordinates,
        cast(
            len(
                list_filter(
                    places.of_coordinates,
                    place -> abs(deviations.standardised[place])
                    > {{ var('persona_deviations_max') }}
                )
            ) as integer
        ) as measures_cut
    from deviations
    cross join places
    where places.of_coordinates is not null
)

select * from final
