{#
    What contacting a customer is expected to earn, in money: the margin of the responses that it
    brings, less the discount that every response is given, those who would have bought anyway
    included, and less the contact. NULL where nobody knows what a response is worth.
#}
{% macro uplift_gain(alone, contacted, customers, value) -%}
    (
        ({{ contacted }}) * {{ value }}
        * ({{ var('uplift_margin') }} - {{ var('uplift_discount') }})
        - ({{ alone }}) * {{ value }} * {{ var('uplift_margin') }}
        - ({{ customers }}) * {{ var('uplift_contact_cost') }}
    )
{%- endmacro %}
