{#
    The quadrant in which a model puts a customer with these columns, by least_effect of the
    campaign and the var uplift_sure_thing_probability_min. It is the model's label: what somebody
    does with the message and what they do without it can never both be seen.
#}
{% macro uplift_quadrant() -%}
    case
        when predicted_uplift > least_effect then 'persuadable'
        when predicted_uplift < -least_effect then 'sleeping dog'
        when probability_alone >= {{ var('uplift_sure_thing_probability_min') }} then 'sure thing'
        else 'lost cause'
    end
{%- endmacro %}
