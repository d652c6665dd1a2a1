{#
    The windows of a report month by brute force: sums over the months of a relation `bought`, which
    has month, units and orders. For tests, which have to come to the same numbers on another way.
#}
{% macro window_sums(report_month) -%}
    {%- for length in [1, 6, 12, 13, 24, 25] %}
    sum(
        case when bought.month > {{ add_months(report_month, -length) }} then bought.units else 0 end
    ) as m{{ length }},
    {%- endfor %}
    sum(bought.units) as m_total,
    sum(
        case when bought.month > {{ add_months(report_month, -6) }} then bought.orders else 0 end
    ) as o6
{%- endmacro %}
