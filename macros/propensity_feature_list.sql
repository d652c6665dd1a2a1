{#
    What the propensity models look at, in the order of their coefficients: the name of each
    feature, the reason that it is reported under (features of one reason say nearly the same, so only
    their sum means something), what it is in words, and its value as SQL over the columns of
    propensity_features. Counts and money go in as logarithms: the tenth order says less than the
    second. What is unknown for lack of an order is 0, and has_ordered tells it apart.
#}
{% macro propensity_feature_list() -%}
    {%- set features = [
        {
            'name': 'has_ordered', 'reason': 'silence',
            'words': 'has ordered', 'value': flag_value('orders > 0')
        },
        {
            'name': 'days_since_last_order', 'reason': 'silence',
            'words': 'days since the last order, logarithm',
            'value': log_value('days_since_last_order')
        },
        {
            'name': 'orders_30', 'reason': 'silence',
            'words': 'orders of the last 30 days, logarithm', 'value': log_value('orders_30')
        },
        {
            'name': 'orders', 'reason': 'orders',
            'words': 'orders so far, logarithm', 'value': log_value('orders')
        },
        {
            'name': 'orders_90', 'reason': 'orders',
            'words': 'orders of the last 90 days, logarithm', 'value': log_value('orders_90')
        },
        {
            'name': 'orders_365', 'reason': 'orders',
            'words': 'orders of the last 365 days, logarithm', 'value': log_value('orders_365')
        },
        {
            'name': 'order_trend', 'reason': 'orders',
            'words': 'orders of the last 90 days over those of the 90 days before, logarithm',
            'value': log_value('orders_90') ~ ' - ' ~ log_value('orders_previous_90')
        },
        {
            'name': 'order_value', 'reason': 'spend',
            'words': 'spend an order, logarithm', 'value': log_value(divide('spend', 'orders'))
        },
        {
            'name': 'order_value_365', 'reason': 'spend',
            'words': 'spend an order of the last 365 days, logarithm',
            'value': log_value(divide('spend_365', 'orders_365'))
        },
        {
            'name': 'days_known', 'reason': 'orders',
            'words': 'days since the customer became known, logarithm',
            'value': log_value('days_known')
        },
        {
            'name': 'has_rhythm', 'reason': 'silence',
            'words': 'has bought on two days or more', 'value': flag_value('mean_gap_days > 0')
        },
        {
            'name': 'silence_in_gaps', 'reason': 'silence',
            'words': 'days since the last order over the own mean gap, logarithm',
            'value': log_value(divide('days_since_last_order', 'mean_gap_days'))
        },
        {
            'name': 'is_due', 'reason': 'silence',
            'words': 'silent for three to five quarters of the own mean gap',
            'value': flag_value(
                'days_since_last_order between 0.75 * mean_gap_days and 1.25 * mean_gap_days'
            )
        },
        {
            'name': 'share_on_next_weekday', 'reason': 'weekday',
            'words': 'share of the orders of the last 365 days on the weekday of the next day',
            'value': 'coalesce(' ~ divide('orders_on_next_weekday', 'orders_365') ~ ', 0.0)'
        },
        {
            'name': 'returns_365', 'reason': 'returns',
            'words': 'returns of the last 365 days, logarithm', 'value': log_value('returns_365')
        },
        {
            'name': 'visits_1', 'reason': 'visits',
            'words': 'visited the website on the last day', 'value': flag_value('visits_1 > 0')
        },
        {
            'name': 'visits_7', 'reason': 'visits',
            'words': 'website visits of the last 7 days, logarithm', 'value': log_value('visits_7')
        },
        {
            'name': 'visits_30', 'reason': 'visits',
            'words': 'website visits of the last 30 days, logarithm',
            'value': log_value('visits_30')
        },
        {
            'name': 'visit_minutes_30', 'reason': 'visits',
            'words': 'minutes on the website in the last 30 days, logarithm',
            'value': log_value('visit_minutes_30')
        },
        {
            'name': 'touchpoints_30', 'reason': 'touchpoints',
            'words': 'contacts through channels in the last 30 days, logarithm',
            'value': log_value('touchpoints_30')
        },
        {
            'name': 'interactions_90', 'reason': 'interactions',
            'words': 'messages and calls of the last 90 days, logarithm',
            'value': log_value('interactions_90')
        },
        {
            'name': 'is_loyalty_member', 'reason': 'loyalty',
            'words': 'was a member of the loyalty programme',
            'value': flag_value('is_loyalty_member')
        },
        {
            'name': 'units_1', 'reason': 'units',
            'words': 'consumable units of the last month, logarithm', 'value': log_value('units_1')
        },
        {
            'name': 'units_6', 'reason': 'units',
            'words': 'consumable units of the last 6 months, logarithm',
            'value': log_value('units_6')
        },
        {
            'name': 'units_12', 'reason': 'units',
            'words': 'consumable units of the last 12 months, logarithm',
            'value': log_value('units_12')
        },
        {
            'name': 'tier_rank', 'reason': 'units',
            'words': 'value tier, from 1 for Bronze to 5 for Diamond',
            'value': 'cast(tier_rank as double)'
        }
    ] -%}
    {%- for slot in propensity_fact_slots() -%}
        {%- set _ = features.append({
            'name': slot, 'reason': slot, 'words': none, 'value': flag_value(slot)
        }) -%}
    {%- endfor -%}
    {%- for slot in propensity_number_slots() -%}
        {%- set _ = features.append({
            'name': slot, 'reason': slot, 'words': none, 'value': 'coalesce(' ~ slot ~ ', 0.0)'
        }) -%}
    {%- endfor -%}
    {{ return(features) }}
{%- endmacro %}
