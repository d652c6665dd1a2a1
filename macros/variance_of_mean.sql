{#
    The variance of a mean, its standard error squared, from the number of values, their sum and the
    sum of their squares, all whole numbers; NULL of fewer than two values.
#}
{% macro variance_of_mean(count, total, squares) -%}
    {{ divide(
        '(' ~ count ~ ' * ' ~ squares ~ ' - ' ~ total ~ ' * ' ~ total ~ ')',
        '(' ~ count ~ ' * ' ~ count ~ ' * (' ~ count ~ ' - 1))'
    ) }}
{%- endmacro %}
