{# The row of voice_thresholds that is in force on the as-of day. #}
{% macro voice_thresholds_in_force() -%}
    (
        select versions.*
        from {{ ref('as_of') }} as as_of
        inner join {{ version_spans(ref('voice_thresholds')) }} as versions
            on as_of.as_of_date >= versions.in_force_from
            and as_of.as_of_date < versions.in_force_before
    )
{%- endmacro %}
