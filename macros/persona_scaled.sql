{#
    A measure on the scale on which customers are compared: the logarithm of 1 + value where the
    scale is 'log', so that twice as much is as far whether from 10 to 20 or from 1000 to 2000, and
    else the value itself. What is below 0, as spend can be, counts as 0 on that scale.
#}
{% macro persona_scaled(measure, scale) -%}
    case
        when {{ scale }} = 'log' and {{ measure }} > 0 then ln(1 + cast({{ measure }} as double))
        when {{ scale }} = 'log' and {{ measure }} <= 0 then 0
        else cast({{ measure }} as double)
    end
{%- endmacro %}
