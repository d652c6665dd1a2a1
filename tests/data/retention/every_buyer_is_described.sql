-- Everybody who has bought has gaps, a peak and a lifetime, and nobody else.
with buyers as (
    select distinct customer_id from {{ ref('orders') }}
)

{% for model in ['purchase_gaps', 'purchase_timing', 'customer_lifetimes'] -%}
select
    '{{ model }}' as model,
    coalesce(buyers.customer_id, customers.customer_id) as customer_id
from buyers
full join {{ ref(model) }} as customers on buyers.customer_id = customers.customer_id
where
    buyers.customer_id is null
    or customers.customer_id is null
{%- if not loop.last %}
union all
{% endif %}
{%- endfor %}
