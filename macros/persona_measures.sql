{# The measures that persona_features has a column of, as the seed persona_measures lists them. #}
{% macro persona_measures() -%}
    {{ return([
        'spend', 'orders', 'recency_days', 'lines_per_order', 'categories', 'consumable_share',
        'returned_share', 'web_visits', 'minutes_per_visit', 'mood'
    ]) }}
{%- endmacro %}
