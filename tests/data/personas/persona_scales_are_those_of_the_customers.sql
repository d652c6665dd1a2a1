-- A measure is used if and only if nothing speaks against it; those that are used are numbered
-- without a hole and have the mean and the standard deviation of the customers.
with values_of_measures as (
    {% for measure in persona_measures() -%}
    select
        '{{ measure }}' as measure,
        cast({{ measure }} as double) as value
    from {{ ref('persona_features') }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

scaled as (
    select
        scales.measure,
        {{ persona_scaled('values_of_measures.value', 'scales.scale') }} as value
    from values_of_measures
    inner join {{ ref('persona_scales') }} as scales
        on values_of_measures.measure = scales.measure
),

expected as (
    select
        measure,
        count(*) as customers,
        count(value) as customers_known,
        count(distinct value) as distinct_values,
        avg(value) as mean,
        stddev_samp(value) as standard_deviation
    from scaled
    group by measure
),

numbered as (
    select
        *,
        row_number() over (partition by is_used order by position) as expected_coordinate
    from {{ ref('persona_scales') }}
)

select
    numbered.measure,
    numbered.mean,
    expected.mean as expected_mean,
    numbered.standard_deviation,
    expected.standard_deviation as expected_standard_deviation,
    numbered.reason_left_out
from numbered
left join expected on numbered.measure = expected.measure
where
    numbered.is_used <> (numbered.reason_left_out is null)
    or numbered.customers <> coalesce(expected.customers, 0)
    or numbered.customers_known <> coalesce(expected.customers_known, 0)
    or numbered.distinct_values <> coalesce(expected.distinct_values, 0)
    or abs(numbered.mean - expected.mean) > 0.000001
    or abs(numbered.standard_deviation - expected.standard_deviation) > 0.000001
    or (numbered.is_used and numbered.coordinate is distinct from numbered.expected_coordinate)
    or (not numbered.is_used and numbered.coordinate is not null)
    or (numbered.is_used and not coalesce(numbered.standard_deviation > 0, false))
    or numbered.share_alike not between 0 and 1
