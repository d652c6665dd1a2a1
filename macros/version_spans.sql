{#
    The versions of a seed with the days for which each is in force, from `in_force_from` to the day
    before `in_force_before`: a version holds until the next one, and the first also for all that
    came before it.
#}
{% macro version_spans(seed) -%}
    (
        select
            *,
            case
                when row_number() over (order by effective_from_month) = 1
                    then {{ date_literal('0001-01-01') }}
                else effective_from_month
            end as in_force_from,
            coalesce(
                lead(effective_from_month) over (order by effective_from_month),
                {{ date_literal('9999-12-31') }}
            ) as in_force_before
        from {{ seed }}
    )
{%- endmacro %}
