{#
    A query with one row a pair of tiers: the Active, not Passive customers of a report month who
    are in the one tier and would be in the other under the thresholds given.
#}
{% macro tier_moves(month, t_high, t_mid_high, t_mid, a_high, f_high, f_mid) -%}
select
    value_tier as current_tier,
    case
        when m6 >= 6 * t_high and m6 >= o6 * a_high and o6 >= f_high then 'Diamond'
        when m6 >= 6 * t_high and o6 >= f_mid then 'Platinum'
        when m6 >= 6 * t_mid_high then 'Gold'
        when m6 >= 6 * t_mid then 'Silver'
        when m6 > 0 then 'Bronze'
    end as proposed_tier,
    count(*) as customers
from {{ ref('crm_snapshot') }}
cross join (
    select
        cast({{ t_high }} as decimal(18, 6)) as t_high,
        cast({{ t_mid_high }} as decimal(18, 6)) as t_mid_high,
        cast({{ t_mid }} as decimal(18, 6)) as t_mid,
        cast({{ a_high }} as decimal(18, 6)) as a_high,
        cast({{ f_high }} as integer) as f_high,
        cast({{ f_mid }} as integer) as f_mid
) as thresholds
where
    report_month = {{ month }}
    and activity_status = 'Active'
    and value_tier <> 'Passive'
group by current_tier, proposed_tier
{%- endmacro %}
