{# The number that a var of the uplift models holds; one outside of what it may be is an error. #}
{% macro uplift_var(name) -%}
    {%- set whole_numbers = {
        'uplift_window_days': [1, 3660],
        'uplift_recent_days': [1, 3660],
        'uplift_attribute_values_max': [1, 1000],
        'uplift_modelled_campaigns_max': [0, 1000],
        'uplift_events_min': [1, 1000000000],
        'uplift_sample_customers_max': [2, 1000000],
        'uplift_folds': [2, 20],
    } -%}
    {%- set numbers = {
        'uplift_randomisation_alpha': [0, 1],
        'uplift_difference_max': [0, none],
        'uplift_events_per_feature_min': [0, none],
        'uplift_ridge': [0.000001, none],
        'uplift_ranking_alpha': [0, 1],
        'uplift_calibration_error_max': [0, none],
        'uplift_effect_share_min': [0, none],
        'uplift_sure_thing_probability_min': [0, 1],
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
