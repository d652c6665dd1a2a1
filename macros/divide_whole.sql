{#
    A decimal of so many places divided by a whole number and rounded once, to the nearest double, so
    that equal quotients are equal doubles: six times 0.4 over 6 reads 0.4, where a division of
    doubles gives 0.39999999999999997. NULL where the denominator is 0. Nearly all numbers can be
    scaled within 18 digits, which is many times faster than within 38.
#}
{% macro divide_whole(number, places, denominator) -%}
    case
        when abs({{ number }}) < {{ 10 ** (18 - 2 * places) }}
            then {{ divide(
                'cast(' ~ number ~ ' * ' ~ 10 ** places ~ ' as bigint)',
                'cast(' ~ denominator ~ ' as bigint) * ' ~ 10 ** places
            ) }}
        else {{ divide(
            whole_units(number, places),
            'cast(' ~ denominator ~ ' as hugeint) * ' ~ 10 ** places
        ) }}
    end
{%- endmacro %}
