{# Whether an order lies within the days from an assignment on in which it is a response. #}
{% macro in_uplift_window() -%}
    orders.order_date >= cut_offs.cut_off_date
    and orders.order_date
    < {{ add_days('cut_offs.cut_off_date', var('uplift_window_days')) }}
{%- endmacro %}
