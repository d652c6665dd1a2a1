{# The height of a value tier: 1 for Bronze to 5 for Diamond; 0 for Passive and for none. #}
{% macro tier_rank(tier) -%}
    cast(
        case {{ tier }}
            when 'Diamond' then 5
            when 'Platinum' then 4
            when 'Gold' then 3
            when 'Silver' then 2
            when 'Bronze' then 1
            else 0
        end
        as integer
    )
{%- endmacro %}
