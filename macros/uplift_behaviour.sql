{#
    The features of an uplift model that say how a customer behaved before a day, in their order:
    names, and SQL over the columns of a history (see uplift_features_at). They are logarithms, so
    that the first orders count most. The squares let the effect of a campaign be greatest in the
    middle, and members count on by their own number of orders.
#}
{% macro uplift_behaviour() -%}
    {%- set silent = days_between('last_order_date', 'cut_off_date') -%}
    {%- set log_silent = 'case when orders > 0 then ln(1 + ' ~ silent ~ ') else 0 end' -%}
    {%- set gap = divide(days_between('first_order_date', 'last_order_date'), 'orders - 1') -%}
    {%- set known = days_between('known_since', 'cut_off_date') -%}
    {{ return([
        {'name': 'has_bought', 'sql': 'case when orders > 0 then 1 else 0 end'},
        {'name': 'log_orders', 'sql': 'ln(1 + orders)'},
        {'name': 'log_orders_squared', 'sql': 'power(ln(1 + orders), 2)'},
        {'name': 'log_recent_orders', 'sql': 'ln(1 + recent_orders)'},
        {'name': 'log_days_silent', 'sql': log_silent},
        {'name': 'log_days_silent_squared', 'sql': 'power(' ~ log_silent ~ ', 2)'},
        {
            'name': 'log_lateness',
            'sql': 'case when orders > 1 then ln(1 + ' ~ silent ~ ') - ln(1 + ' ~ gap
                ~ ') else 0 end'
        },
        {'name': 'log_spend', 'sql': 'ln(1 + greatest(cast(spend as double), 0))'},
        {
            'name': 'log_days_known',
            'sql': 'case when known_since is not null then ln(1 + ' ~ known ~ ') else 0 end'
        },
        {'name': 'log_returns', 'sql': 'ln(1 + returns)'},
        {'name': 'is_member', 'sql': 'case when loyalty_since < cut_off_date then 1 else 0 end'},
        {
            'name': 'log_orders_of_member',
            'sql': 'case when loyalty_since < cut_off_date then ln(1 + orders) else 0 end'
        },
    ]) }}
{%- endmacro %}
