{#
    The lifecycle stage at the end of a month, by first match, of a customer of whom a row tells
    orders_to_date and ticket_decline: from the days since the last order, whether it came back
    from Dropped Off in the month, and the relation that holds the thresholds of the month.
#}
{% macro lifecycle_stage(days, is_back, thresholds) -%}
    case
        when orders_to_date = 0 then 'Prospect'
        when {{ days }} >= {{ thresholds }}.drop_off_days then 'Dropped Off'
        when {{ is_back }} then 'Reactivated'
        when
            {{ days }} >= {{ thresholds }}.at_risk_days
            or ticket_decline >= {{ thresholds }}.declining_from
            then 'At Risk'
        when orders_to_date >= {{ thresholds }}.loyal_orders then 'Loyal'
        when orders_to_date >= 2 then 'Repeat'
        else 'New'
    end
{%- endmacro %}
