-- The tier by a second reading: as many tiers begin at or below the spend as stand from the bottom
-- of the version in force up to the tier that the customer has.
with version as (
    select
        coalesce(
            max(
                case
                    when spend_tiers.effective_from_month <= as_of.as_of_date
                        then spend_tiers.effective_from_month
                end
            ),
            min(spend_tiers.effective_from_month)
        ) as effective_from_month
    from {{ ref('spend_tiers') }} as spend_tiers
    cross join {{ ref('as_of') }} as as_of
),

tiers as (
    select
        spend_tiers.spend_tier,
        spend_tiers.min_total_spend,
        row_number() over (order by spend_tiers.min_total_spend nulls first) as place
    from {{ ref('spend_tiers') }} as spend_tiers
    inner join version on spend_tiers.effective_from_month = version.effective_from_month
),

reached as (
    select
        customer_value.customer_id,
        customer_value.total_spend,
        customer_value.spend_tier,
        count(tiers.place) as place
    from {{ ref('customer_value') }} as customer_value
    left join tiers
        on coalesce(customer_value.total_spend >= tiers.min_total_spend, true)
        and customer_value.total_spend is not null
    group by customer_value.customer_id, customer_value.total_spend, customer_value.spend_tier
)

select
    reached.*,
    tiers.spend_tier as tier_by_seed
from reached
left join tiers on reached.place = tiers.place
where reached.spend_tier is distinct from tiers.spend_tier
