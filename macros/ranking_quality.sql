{#
    A relation of one row a group of a relation: events, others, and auc, the probability that an
    event has a higher score than another, a tie counted half: the rank sum of Mann and Whitney with
    average ranks. It is counted in whole numbers over the distinct scores, so it is exact; NULL
    without both kinds. The relation has the columns of the groups, a score and happened.
#}
{% macro ranking_quality(relation, groups, score) -%}
{%- set names = groups | join(', ') -%}
(
    select
        {{ names }},
        cast(sum(events) as bigint) as events,
        cast(sum(others) as bigint) as others,
        {{ divide(
            'sum(cast(events as hugeint) * (2 * others_below + others))',
            '2 * sum(cast(events as hugeint)) * sum(cast(others as hugeint))'
        ) }} as auc
    from (
        select
            *,
            coalesce(
                sum(others) over (
                    partition by {{ names }} order by score
                    rows between unbounded preceding and 1 preceding
                ),
                0
            ) as others_below
        from (
            select
                {{ names }},
                {{ score }} as score,
                count(case when happened then 1 end) as events,
                count(case when not happened then 1 end) as others
            from {{ relation }}
            group by {{ names }}, score
        ) as by_score
    ) as ranked
    group by {{ names }}
)
{%- endmacro %}
