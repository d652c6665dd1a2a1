-- Profiles conserve customers and money; traits and profiles have the means of the customers.
with expected as (
    select
        personas.persona_id,
        count(*) as customers,
        count(*) filter (where personas.is_borderline) as borderline_customers,
        sum(features.spend) as revenue,
        {%- for measure in persona_measures() %}
        avg(features.{{ measure }}) as {{ measure }},
        {%- endfor %}
        count(*) / sum(count(*)) over () as share_of_customers,
        sum(features.spend) / nullif(sum(sum(features.spend)) over (), 0) as share_of_revenue
    from {{ ref('customer_personas') }} as personas
    inner join {{ ref('persona_features') }} as features
        on personas.customer_id = features.customer_id
    group by personas.persona_id
),

means as (
    {% for measure in persona_measures() -%}
    select
        persona_id,
        '{{ measure }}' as measure,
        {{ measure }} as mean
    from expected
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

select
    coalesce(profiles.persona_id, expected.persona_id) as persona_id,
    'customers and money' as figure
from {{ ref('persona_profiles') }} as profiles
full join expected on profiles.persona_id = expected.persona_id
where
    profiles.customers is distinct from expected.customers
    or profiles.borderline_customers is distinct from expected.borderline_customers
    or profiles.revenue is distinct from expected.revenue
    or coalesce(abs(profiles.share_of_customers - expected.share_of_customers), 1) > 0.000001
    or abs(profiles.share_of_revenue - expected.share_of_revenue) > 0.000001
    {%- for measure in persona_measures() %}
    or (profiles.mean_{{ measure }} is null) <> (expected.{{ measure }} is null)
    or abs(profiles.mean_{{ measure }} - expected.{{ measure }})
    > 0.000001 * greatest(abs(expected.{{ measure }}), 1)
    {%- endfor %}
union all
select
    traits.persona_id,
    traits.measure as figure
from {{ ref('persona_traits') }} as traits
left join means
    on
        traits.persona_id = means.persona_id
        and traits.measure = means.measure
where
    (traits.mean is null) <> (means.mean is null)
    or abs(traits.mean - means.mean) > 0.000001 * greatest(abs(means.mean), 1)
