{#
    A measure on the scale on which customers are compared: the logarithm of 1 + value where the
    scale is 'log', so that twice as much is as far whether from 10 to 20 or from 1000 to 2000, and
    else the value itself.
#}
{% macro persona_scaled(measure, scale) -%}
    case
        when {{ scale }} = 'log' then ln(1 + greatest(cast({{ measure }} as double), 0))
        else cast({{ measure }} as double)
    end
{%- endmacro %}
