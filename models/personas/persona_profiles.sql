-- One row per persona: how many and how valuable they are, what they do on average, what sets them
-- apart, and how often and in which tone to talk to them.
with customer_personas as (
    select * from {{ ref('customer_personas') }}
),

persona_names as (
    select * from {{ ref('persona_names') }}
),

persona_features as (
    select * from {{ ref('persona_features') }}
),

persona_traits as (
    select * from {{ ref('persona_traits') }}
),

persona_map as (
    select * from {{ ref('persona_map') }}
),

persona_model as (
    select * from {{ ref('persona_model') }} where is_chosen
),

described as (
    select
        customer_personas.*,
        persona_features.* exclude (customer_id),
        {{ days_between('persona_features.first_order_date', 'persona_features.last_order_date') }}
            as days_from_first_to_last
    from customer_personas
    inner join persona_features on customer_personas.customer_id = persona_features.customer_id
),

sizes as (
    select
        persona_id,
        count(*) as customers,
        sum(case when is_borderline then 1 else 0 end) as borderline_customers,
        sum(spend) as revenue,
        {{ divide('sum(days_from_first_to_last)', 'sum(orders - 1)') }}
            as mean_days_between_orders,
        {%- for measure in persona_measures() %}
        avg({{ exact(measure) }}) as mean_{{ measure }},
        {%- endfor %}
        avg({{ exact('x') }}) as x,
        avg({{ exact('y') }}) as y
    from described
    group by persona_id
),

totals as (
    select
        sum(customers) as customers,
        sum(revenue) as revenue
    from sizes
),

silhouettes as (
    select
        persona_id,
        avg({{ exact('silhouette') }}) as silhouette
    from persona_map
    group by persona_id
),

apart as (
    select
        persona_id,
        {%- for rank in [1, 2, 3] %}
        max(
            case
                when deviation_rank = {{ rank }} and side <> 'typical'
                    then label || ' ' || side
            end
        ) as apart_{{ rank }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from persona_traits
    group by persona_id
),

judged as (
    select
        sizes.*,
        {{ divide('sizes.customers', 'totals.customers') }} as share_of_customers,
        {{ divide('sizes.revenue', 'totals.revenue') }} as share_of_revenue,
        silhouettes.silhouette,
        nullif(
            concat_ws(
                '; ',
                persona_model.warning,
                case
                    when
                        persona_model.silhouette
                        >= {{ var('persona_silhouette_min') }}
                        and coalesce(silhouettes.silhouette, -1)
                        < {{ var('persona_silhouette_min') }}
                        then
                            'the silhouette of this persona is below '
                            || '{{ var("persona_silhouette_min") }}: it has no border of its own'
                end
            ),
            ''
        ) as warning
    from sizes
    cross join totals
    cross join persona_model
    left join silhouettes on sizes.persona_id = silhouettes.persona_id
),

final as (
    select
        judged.persona_id,
        persona_names.persona_name,
        cast(judged.customers as bigint) as customers,
        cast(judged.borderline_customers as bigint) as borderline_customers,
        cast(judged.revenue as decimal(18, 2)) as revenue,
        judged.share_of_customers,
        judged.share_of_revenue,
        judged.silhouette,
        judged.mean_days_between_orders,
        {%- for measure in persona_measures() %}
        judged.mean_{{ measure }},
        {%- endfor %}
        judged.x,
        judged.y,
        apart.apart_1,
        apart.apart_2,
        apart.apart_3,
        persona_names.contact_every_days,
        persona_names.tone,
        persona_names.approach,
        judged.warning is null as is_reliable,
        judged.warning
    from judged
    inner join persona_names on judged.persona_id = persona_names.persona_id
    left join apart on judged.persona_id = apart.persona_id
)

select * from final
order by persona_id
