{#
    The windows of a report month by brute force: sums over the months of a relation `bought` with
    month, units and orders, beside a relation with report_month. For tests, which have to come to
    the same numbers on another way.
#}
{% macro window_sums(report_month, month, units, orders) -%}
    {%- for window in [1, 6, 12, 13, 24, 25] %}
    sum(case when {{ month }} > {{ add_months(report_month, -window) }} then {{ units }} else 0 end)
        as m{{ window }},
    {%- endfor %}
    sum({{ units }}) as m_total,
    sum(case when {{ month }} > {{ add_months(report_month, -6) }} then {{ orders }} else 0 end)
        as o6
{%- endmacro %}
