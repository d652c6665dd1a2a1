{#
    The least number of baskets that a frequent set must be in: the var basket_support_min of them,
    rounded up, and the var basket_count_min. Counts are compared, so that a share such as 0.6 of 5
    is 3 and not a double next to it.
#}
{% macro basket_least_count(baskets) -%}
    greatest(
        cast(ceil({{ exact_share('basket_support_min') }} * {{ baskets }}) as bigint),
        {{ var('basket_count_min') }}
    )
{%- endmacro %}
