-- One row per feature by which the uplift models tell customers apart, in the order in which the
-- lists of uplift_population hold them: behaviour first, then the attributes that the var
-- uplift_attributes names. An attribute of numbers is one feature; any other has one for each of
-- its commonest values but the very commonest, which is what the others are compared with.
{%- set most_values = var('uplift_attribute_values_max') %}
with attributes as (
    select
        *,
        try_cast(attribute_value as double) as number
    from {{ uplift_attributes() }} as customer_attributes
),

kinds as (
    select
        attribute_name,
        count(distinct attribute_value) > {{ most_values }}
        and count(*) = count(case when {{ is_finite('number') }} then 1 end) as is_number,
        quantile_disc({{ signed_log('number') }}, 0.5) as median
    from attributes
    group by attribute_name
),

value_counts as (
    select
        attribute_name,
        attribute_value,
        count(*) as customers
    from attributes
    group by attribute_name, attribute_value
),

ranked_values as (
    select
        *,
        row_number() over (
            partition by attribute_name
            order by customers desc, attribute_value
        ) as place
    from value_counts
),

listed as (
    {%- for feature in uplift_behaviour() %}
    select
        {{ loop.index }} as place,
        '{{ feature.name }}' as feature,
        cast(null as varchar) as attribute_name,
        cast(null as varchar) as attribute_value,
        cast(null as double) as missing
    union all
    {%- endfor %}
    select
        1000 as place,
        'log_' || attribute_name as feature,
        attribute_name,
        null as attribute_value,
        median as missing
    from kinds
    where is_number
    union all
    select
        1000 + ranked_values.place as place,
        ranked_values.attribute_name || ' = ' || ranked_values.attribute_value as feature,
        ranked_values.attribute_name,
        ranked_values.attribute_value,
        0 as missing
    from ranked_values
    inner join kinds on ranked_values.attribute_name = kinds.attribute_name
    where
        not kinds.is_number
        and ranked_values.place between 2 and {{ most_values }} + 1
),

final as (
    select
        cast(
            row_number() over (order by attribute_name nulls first, place, attribute_value)
            as integer
        ) as feature_number,
        feature,
        attribute_name,
        attribute_value,
        missing
    from listed
)

select * from final
order by feature_number
