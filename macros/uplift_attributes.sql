{#
    The attributes of customers that the var uplift_attributes names, one row a customer and
    attribute: acquisition_channel, country and customer_type of the master, and any name of
    stg_customer_attributes. One that no customer has is not an error; it gives no rows.
#}
{% macro uplift_attributes() -%}
{%- set names = var('uplift_attributes') -%}
(
    select
        customer_id,
        attribute_name,
        attribute_value
    from {{ ref('stg_customer_attributes') }}
    where
        attribute_value is not null
        and attribute_name in ({% for name in names -%}
            '{{ name | replace("'", "''") }}'{{ ', ' }}
        {%- endfor %}null)
    {%- for name in ['acquisition_channel', 'country', 'customer_type'] %}
    union all
    select
        customer_id,
        '{{ name }}' as attribute_name,
        {{ comparable(name) }} as attribute_value
    from {{ ref('eligible_customers') }}
    where
        {{ trimmed(name) }} is not null
        and {{ 'true' if name in names else 'false' }}
    {%- endfor %}
)
{%- endmacro %}
