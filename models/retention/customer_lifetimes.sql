-- One row per customer who has bought, as a subject of survival analysis. Somebody is lost at the
-- end of the first silence of drop_off_days: on the day so long after a purchase by which no other
-- has come. Nobody can be lost earlier than that. A customer whose silence is shorter on the as-of
-- day is censored on it. A customer who comes back later counts as lost all the same.
{% set group_by = var('retention_group_by') -%}
with as_of as (
    select * from {{ ref('as_of') }}
),

customers as (
    select * from {{ ref('eligible_customers') }}
),

purchase_days as (
    select * from {{ ref('purchase_days') }}
),

lifecycle as (
    select
        as_of.as_of_date,
        thresholds.drop_off_days
    from as_of
    inner join {{ version_spans(ref('lifecycle_thresholds')) }} as thresholds
        on as_of.as_of_date >= thresholds.in_force_from
        and as_of.as_of_date < thresholds.in_force_before
),

spells as (
    select
        purchase_days.customer_id,
        min(lifecycle.as_of_date) as as_of_date,
        min(purchase_days.purchase_date) as first_purchase_date,
        min(
            case
                when
                    {{ add_days('purchase_days.purchase_date', 'lifecycle.drop_off_days') }}
                    < coalesce(
                        purchase_days.next_purchase_date,
                        {{ add_days('lifecycle.as_of_date', 1) }}
                    )
                    then {{ add_days('purchase_days.purchase_date', 'lifecycle.drop_off_days') }}
            end
        ) as lost_date
    from purchase_days
    cross join lifecycle
    group by purchase_days.customer_id
),

-- Where no day of joining is known, today's membership is used.
loyalty as (
    select count(loyalty_since) > 0 as since_is_known from customers
),

final as (
    select
        spells.customer_id,
        {% if group_by == 'is_loyalty_member' -%}
        case
            when loyalty.since_is_known and customers.loyalty_since <= spells.first_purchase_date
                then 'member'
            when customers.is_loyalty_member is null and customers.loyalty_since is null
                then 'unknown'
            when loyalty.since_is_known and customers.is_loyalty_member
                and customers.loyalty_since is null
                then 'unknown'
            when customers.is_loyalty_member and not loyalty.since_is_known then 'member'
            else 'standard'
        end as group_name,
        {%- else -%}
        coalesce(cast(customers.{{ group_by }} as varchar), 'unknown') as group_name,
        {%- endif %}
        {{ days_between(
            'spells.first_purchase_date', 'coalesce(spells.lost_date, spells.as_of_date)'
        ) }} as duration_days,
        spells.lost_date is not null as is_lost,
        spells.first_purchase_date,
        spells.lost_date
    from spells
    inner join customers on spells.customer_id = customers.customer_id
    cross join loyalty
)

select * from final
