{#
    Observed and expected events of each group under the hypothesis that all groups lose alike, as a
    relation of one row a group: group_name, observed, expected.

    The relation has one row a subject: duration (whole days), event (true or false), group_name.
#}
{% macro log_rank_groups(relation) -%}
(
    select
        group_name,
        cast(sum(group_events) as bigint) as observed,
        cast(
            sum({{ exact(divide('events * group_at_risk', 'at_risk')) }}) as double
        ) as expected
    from {{ log_rank_days(relation) }} as days
    group by group_name
)
{%- endmacro %}
