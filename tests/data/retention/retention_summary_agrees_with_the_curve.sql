-- On the day by which a share is lost survival is at most the rest, and the day before it is more;
-- where there is no such day it never is. Customers and losses are those of the lifetimes.
with checks as (
    {% for check in [
        ['lost_25_percent_day', 0.75], ['median_days', 0.5], ['lost_75_percent_day', 0.25]
    ] -%}
    select
        summary.group_by,
        summary.group_name,
        '{{ check[0] }}' as figure,
        summary.{{ check[0] }} as value,
        count(*) filter (
            where
                curve.survival <= {{ check[1] }} - 0.000000001
                and curve.day < coalesce(summary.{{ check[0] }}, 99999)
        ) as earlier_days,
        count(*) filter (
            where
                curve.day = summary.{{ check[0] }}
                and curve.survival <= {{ check[1] }} + 0.000000001
        ) as that_day
    from {{ ref('retention_summary') }} as summary
    inner join {{ ref('retention_curve') }} as curve
        on
            summary.group_by = curve.group_by
            and summary.group_name = curve.group_name
    group by summary.group_by, summary.group_name, summary.{{ check[0] }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

lifetimes as (
    select
        group_name,
        count(*) as customers,
        count(*) filter (where is_lost) as events
    from {{ ref('customer_lifetimes') }}
    group by group_name
    union all
    select
        'all' as group_name,
        count(*) as customers,
        count(*) filter (where is_lost) as events
    from {{ ref('customer_lifetimes') }}
    having count(*) > 0
)

select
    group_by,
    group_name,
    figure,
    value
from checks
where
    earlier_days > 0
    or (value is not null and that_day <> 1)
union all
select
    coalesce(summary.group_by, 'missing') as group_by,
    coalesce(summary.group_name, lifetimes.group_name) as group_name,
    'customers' as figure,
    summary.customers as value
from {{ ref('retention_summary') }} as summary
full join lifetimes on summary.group_name = lifetimes.group_name
where
    summary.customers is distinct from lifetimes.customers
    or summary.events is distinct from lifetimes.events
    or summary.highest_hazard < 0
    or (summary.events = 0 and summary.highest_hazard is not null)
