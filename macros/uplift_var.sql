{# The number that a var of the uplift models holds; one outside of what it may be is an error. #}
{% macro uplift_var(name) -%}
    {%- set whole_numbers = {
        'uplift_window_days': [1, 3660],
        'uplift_recent_days': [1, 3660],
        'uplift_attribute_values': [1, 1000],
        'uplift_modelled_campaigns': [0, 1000],
        'uplift_least_events': [1, 1000000000],
        'uplift_sample': [2, 1000000],
        'uplift_folds': [2, 20],
    } -%}
    {%- set numbers = {
        'uplift_randomisation_alpha': [0, 1],
        'uplift_large_difference': [0, none],
        'uplift_events_per_term': [0, none],
        'uplift_ridge': [0.000001, none],
        'uplift_ranking_alpha': [0, 1],
        'uplift_most_calibration_error': [0, none],
        'uplift_least_effect_share': [0, none],
        'uplift_sure_thing_from': [0, 1],
        'uplift_contact_cost': [0, none],
        'uplift_discount': [0, 1],
        'uplift_margin': [0, 1],
        'uplift_response_value': [0, none],
    } -%}
    {%- if name in whole_numbers -%}
        {{ whole_var(name, whole_numbers[name][0], whole_numbers[name][1]) }}
    {%- else -%}
        {{ number_var(name, numbers[name][0], numbers[name][1]) }}
    {%- endif -%}
{%- endmacro %}
