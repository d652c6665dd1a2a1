{#
    The quadrant in which a model puts a customer, by the vars uplift_least_effect and
    uplift_sure_thing_from. It is the model's label: what somebody does with the message and what
    they do without it can never both be seen.
#}
{% macro uplift_quadrant(probability_alone, uplift) -%}
    case
        when {{ uplift }} > {{ var('uplift_least_effect') }} then 'persuadable'
        when {{ uplift }} < -{{ var('uplift_least_effect') }} then 'sleeping dog'
        when {{ probability_alone }} >= {{ var('uplift_sure_thing_from') }} then 'sure thing'
        else 'lost cause'
    end
{%- endmacro %}
