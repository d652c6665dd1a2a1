-- Every pair of a decile of spend and one of value to come meets a rule, and no rule is upside down.
with deciles as (
    select cast(decile as integer) as decile from generate_series(1, 10) as series (decile)
)

select
    spend.decile as spend_decile,
    clv.decile as clv_decile
from deciles as spend
cross join deciles as clv
left join {{ ref('value_gap_rules') }} as rules
    on spend.decile between rules.spend_decile_from and rules.spend_decile_to
    and clv.decile between rules.clv_decile_from and rules.clv_decile_to
where rules.position is null
union all
select
    spend_decile_from,
    clv_decile_from
from {{ ref('value_gap_rules') }}
where
    not coalesce(
        spend_decile_from between 1 and spend_decile_to
        and spend_decile_to <= 10
        and clv_decile_from between 1 and clv_decile_to
        and clv_decile_to <= 10,
        false
    )
