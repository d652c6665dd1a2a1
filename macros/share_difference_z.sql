{#
    How many standard errors the share `count / trials` lies above `other_count / other_trials`, the
    standard error being that of no difference. All four are whole numbers. NULL where either has no
    trials, or where none or all of both are counted.
#}
{% macro share_difference_z(count, trials, other_count, other_trials) -%}
    {%- set counted = '(' ~ count ~ ' + ' ~ other_count ~ ')' -%}
    {%- set all_trials = '(' ~ trials ~ ' + ' ~ other_trials ~ ')' -%}
    {%- set difference = divide(count, trials) ~ ' - ' ~ divide(other_count, other_trials) -%}
    {%- set variance = divide(
        counted ~ ' * (' ~ all_trials ~ ' - ' ~ counted ~ ')',
        trials ~ ' * ' ~ other_trials ~ ' * ' ~ all_trials
    ) -%}
    {{ divide('(' ~ difference ~ ')', 'sqrt(' ~ variance ~ ')') }}
{%- endmacro %}
