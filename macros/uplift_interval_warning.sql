{# Why a difference of two rates, or its normal interval, should not be believed; else NULL. #}
{% macro uplift_interval_warning() -%}
    case
        when treated_customers = 0 and control_customers = 0 then 'Nobody is in here'
        when control_customers = 0 then 'No control customer is in here'
        when treated_customers = 0 then 'No treated customer is in here'
        when
            least(
                treated_responders,
                treated_customers - treated_responders,
                control_responders,
                control_customers - control_responders
            ) < 5
            then 'Fewer than 5 responses, or 5 others, in a group: the interval is too narrow'
    end
{%- endmacro %}
