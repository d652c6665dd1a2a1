-- Components have length 1 and are at right angles, the largest loading is positive, and their
-- shares of the variance fall and add up to 1.
with components as (
    select * from {{ ref('persona_components') }}
),

products as (
    select
        one.component,
        other.component as other_component,
        sum(one.loading * other.loading) as product
    from components as one
    inner join components as other on one.measure = other.measure
    group by one.component, other.component
),

shares as (
    select
        component,
        max(explained_share) as explained_share,
        max(cumulative_share) as cumulative_share,
        max(abs(loading)) as largest,
        max(loading) as highest
    from components
    group by component
),

running as (
    select
        *,
        sum(explained_share) over (order by component) as expected_cumulative_share,
        lag(explained_share) over (order by component) as previous_share,
        lead(component) over (order by component) is null as is_last
    from shares
)

select
    component,
    other_component,
    product
from products
where abs(product - case when component = other_component then 1 else 0 end) > 0.000001
union all
select
    component,
    null as other_component,
    explained_share as product
from running
where
    abs(cumulative_share - expected_cumulative_share) > 0.000001
    or explained_share > previous_share + 0.000001
    or (is_last and abs(cumulative_share - 1) > 0.000001)
    or highest < largest - 0.000001
