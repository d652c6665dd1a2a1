{#
    The log-rank test of any number of groups, as a relation of one row: groups, chi_square,
    degrees, p_value. All but groups are NULL where there is nothing to compare.

    The relation has one row a subject: duration (whole days), event (true or false), group_name.

    With z the events observed less expected and v their covariance (hypergeometric, day by day),
    the statistic is z' * inverse(v) * z over all groups but one, which one does not matter. It is
    solved by Gaussian elimination on [v | z], one group a step of the recursion: each step adds z
    * z / pivot, and a statistic of the groups so far comes out of it. A group that is never at
    risk on a day with a loss says nothing and is left out; a pivot that is 0 (to 1e-12 of what it
    was) repeats what others said and costs a degree of freedom.
#}
{% macro log_rank(relation) -%}
(
    with recursive days as (
        select * from {{ log_rank_days(relation) }} as risk_sets
    ),

    expectations as (
        select
            group_name,
            sum(group_events) as observed,
            sum({{ exact(divide('events * group_at_risk', 'at_risk')) }}) as expected
        from days
        group by group_name
    ),

    compared as (
        select
            group_name,
            cast(observed - expected as double) as excess,
            row_number() over (order by group_name) as place,
            count(*) over () as groups
        from expectations
        where expected > 0
    ),

    covariances as (
        select
            rows_of.place as i,
            columns_of.place as j,
            cast(
                sum(
                    {{ exact(
                        divide(
                            'days.events * (days.at_risk - days.events)'
                            ~ ' * cast(days.group_at_risk as double) * ('
                            ~ 'case when rows_of.place = columns_of.place then days.at_risk'
                            ~ ' else 0 end - others.group_at_risk)',
                            'cast(days.at_risk as double) * days.at_risk * (days.at_risk - 1)'
                        )
                    ) }}
                ) as double
            ) as v
        from days
        inner join days as others on days.day = others.day
        inner join compared as rows_of on days.group_name = rows_of.group_name
        inner join compared as columns_of on others.group_name = columns_of.group_name
        where
            rows_of.place < rows_of.groups
            and columns_of.place < columns_of.groups
        group by rows_of.place, columns_of.place
    ),

    variances as (
        select
            i,
            v
        from covariances
        where i = j
    ),

    -- z stands to the right of the last column.
    elimination as (
        select
            cast(1 as bigint) as step,
            i,
            j,
            coalesce(v, 0) as v
        from covariances
        union all
        select
            cast(1 as bigint) as step,
            place as i,
            groups as j,
            excess as v
        from compared
        where place < groups
        union all
        (
            select
                cells.step + 1 as step,
                cells.i,
                cells.j,
                case
                    when pivots.v > 1e-12 * variances.v
                        then cells.v - in_column.v * in_row.v / pivots.v
                    else cells.v
                end as v
            from elimination as cells
            inner join elimination as in_column
                on cells.i = in_column.i
                and cells.step = in_column.j
            inner join elimination as in_row
                on cells.step = in_row.i
                and cells.j = in_row.j
            inner join elimination as pivots
                on cells.step = pivots.i
                and cells.step = pivots.j
            inner join variances on cells.step = variances.i
            where
                cells.i > cells.step
                and cells.j > cells.step
        )
    ),

    solved as (
        select
            pivots.step,
            {{ exact(divide('excesses.v * excesses.v', 'pivots.v')) }} as part
        from elimination as pivots
        inner join elimination as excesses
            on pivots.step = excesses.step
            and pivots.step = excesses.i
        inner join compared
            on excesses.j = compared.groups
            and compared.place = 1
        inner join variances on pivots.step = variances.i
        where
            pivots.i = pivots.step
            and pivots.j = pivots.step
            and pivots.v > 1e-12 * variances.v
    ),

    totals as (
        select
            cast(sum(part) as double) as chi_square,
            cast(nullif(count(*), 0) as integer) as degrees
        from solved
    )

    select
        (select cast(count(distinct group_name) as integer) from {{ relation }} as subjects)
            as groups,
        chi_square,
        degrees,
        chi_square_tail(chi_square, degrees) as p_value
    from totals
)
{%- endmacro %}
