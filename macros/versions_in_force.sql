{#
    A relation of one row a report_month of the relation `months`: the effective_from_month of the
    version of a seed that is in force then. That is the newest one that is not later; before the
    first version, the first. No rows where there is no version.
#}
{% macro versions_in_force(months, versions) -%}
    (
        select
            months.report_month,
            coalesce(
                max(
                    case
                        when versions.effective_from_month <= months.report_month
                            then versions.effective_from_month
                    end
                ),
                min(versions.effective_from_month)
            ) as effective_from_month
        from {{ months }} as months
        cross join (select distinct effective_from_month from {{ versions }}) as versions
        group by months.report_month
    )
{%- endmacro %}
