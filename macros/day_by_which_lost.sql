{#
    The first day on which a share of a group is lost, from the rows of a curve of kaplan_meier;
    NULL where it never comes to that. Survival is the end of a chain of doubles, so it is
    compared with a margin of 1e-12. On a flat stretch at exactly the share this is where the
    stretch begins (R gives its middle).
#}
{% macro day_by_which_lost(share) -%}
    min(case when survival <= 1 - {{ share }} + 1e-12 then day end)
{%- endmacro %}
