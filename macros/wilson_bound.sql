{#
    A bound of Wilson's 95 % interval of a share of successes among trials: the lower with the sign
    -, the upper with +. It stays between 0 and 1, unlike the share plus or minus its error.
#}
{% macro wilson_bound(successes, trials, sign) -%}
    {{ divide(
        successes ~ ' + 1.920729410347062 ' ~ sign ~ ' 1.959963984540054 * sqrt('
        ~ divide(
            'cast(' ~ successes ~ ' as double) * (' ~ trials ~ ' - ' ~ successes ~ ')', trials
        )
        ~ ' + 0.960364705173531)',
        trials ~ ' + 3.841458820694124'
    ) }}
{%- endmacro %}
