-- By every rule, credits add up to all conversions, to a billionth of them, and to all money, to a
-- cent and a billionth. Without a touch before a sale there is no sale, so nothing is left over.
{%- set rules = [
    'markov', 'markov_order_2', 'first_touch', 'last_touch', 'linear_touch', 'position_based',
    'time_decay'
] %}
with credits as (
    {%- for rule in rules %}
    select
        '{{ rule }}' as rule,
        coalesce(sum({{ rule }}_conversions), 0) as conversions,
        coalesce(sum({{ rule }}_value), 0) as value,
        min(least({{ rule }}_conversions, {{ rule }}_value)) as least_credit
    from {{ ref('channel_attribution') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

journeys as (
    select
        sum(case when is_converted then 1 else 0 end) as conversions,
        sum(conversion_value) as value
    from {{ ref('journeys') }}
    where is_attributed
)

select
    credits.*,
    journeys.conversions as conversions_of_journeys,
    journeys.value as value_of_journeys
from credits
cross join journeys
where
    abs(credits.conversions - coalesce(journeys.conversions, 0))
    > 0.000000001 * greatest(journeys.conversions, 1)
    or abs(credits.value - coalesce(journeys.value, 0))
    > 0.01 + 0.000000001 * coalesce(journeys.value, 0)
    or credits.least_credit < 0
