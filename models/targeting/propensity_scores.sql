-- One row per outcome and a customer to whom it can happen, with how likely it is within the
-- horizon after the cut-off, and the three reasons that count most. What a feature adds is its
-- coefficient times how far the customer lies from the mean; features of one reason are added up,
-- since those that say the same share their weight between them as chance has it.
{%- set features = propensity_feature_list() %}
{%- set reasons = features | map(attribute='reason') | unique | list %}
with cut_offs as (
    select * from {{ ref('propensity_cut_offs') }}
    where period = 0
),

known as (
    select * from {{ ref('propensity_features') }}
),

model as (
    select * from {{ ref('propensity_model') }}
    where
        fit = 'final'
        and coefficient is not null
),

-- A model is believed if both of what was held out say so; a warning of either is reported.
quality as (
    select
        outcome,
        bool_and(is_reliable) as is_reliable,
        min_by(warning, sample) filter (where warning is not null) as warning
    from {{ ref('propensity_quality') }}
    where sample <> 'training'
    group by outcome
),

-- One row an outcome: the score of the mean customer, and each coefficient.
coefficients as (
    select
        outcome,
        sum({{ exact('coefficient * coalesce(mean, 1)') }}) as base,
        {%- for feature in features %}
        max(case when feature = '{{ feature["name"] }}' then coefficient end)
            as c_{{ feature['name'] }},
        max(case when feature = '{{ feature["name"] }}' then mean end) as m_{{ feature['name'] }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from model
    group by outcome
),

slots as (
    select
        {%- for slot in propensity_fact_slots() + propensity_number_slots() %}
        max(case when slot = '{{ slot }}' then fact_name end) as {{ slot }}_name,
        max(case when slot = '{{ slot }}' then fact_value end) as {{ slot }}_value
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ ref('propensity_slots') }}
),

candidates as (
    select
        cut_offs.outcome,
        cut_offs.horizon_days,
        known.*
    from known
    inner join cut_offs on known.cut_off_date = cut_offs.cut_off_date
    where {{ in_propensity_population('cut_offs.outcome', 'known') }}
),

contributions as (
    select
        candidates.*,
        cast(coefficients.base as double) as base,
        {%- for reason in reasons %}
        0
        {%- for feature in features if feature['reason'] == reason %}
        + c_{{ feature['name'] }} * ({{ feature['value'] }} - m_{{ feature['name'] }})
        {%- endfor %} as by_{{ reason | replace(' ', '_') }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from candidates
    inner join coefficients on candidates.outcome = coefficients.outcome
),

scored as (
    select
        *,
        {{ logistic('base + ' ~ propensity_contributions(reasons)) }} as probability,
        list_reverse_sort([
            {%- for reason in reasons %}
            {
                'size': abs(by_{{ reason | replace(' ', '_') }}),
                'reason': '{{ reason }}',
                'raises': by_{{ reason | replace(' ', '_') }} > 0
            }
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        ])[1:3] as strongest
    from contributions
),

ranked as (
    select
        *,
        ntile(10) over (partition by outcome order by probability, customer_id) as score_decile,
        last_visit_date > {{ add_days('cut_off_date', '-' ~ var('propensity_browsing_days')) }}
        and (last_order_date is null or last_order_date < last_visit_date) as is_browsing
    from scored
),

final as (
    select
        ranked.outcome,
        ranked.customer_id,
        ranked.horizon_days,
        ranked.probability,
        cast(100 * ranked.probability as decimal(4, 1)) as score,
        cast(ranked.score_decile as integer) as score_decile,
        ranked.probability > {{ var('propensity_very_likely_min') }} as is_very_likely,
        {%- for place in [1, 2, 3] %}
        case
            when ranked.strongest[{{ place }}].size > 0
                then {{ propensity_reason(
                    'ranked.strongest[' ~ place ~ '].reason',
                    'ranked.strongest[' ~ place ~ '].raises',
                    'ranked',
                    'slots'
                ) }}
        end as reason_{{ place }},
        {%- endfor %}
        coalesce(ranked.is_browsing, false) as is_browsing,
        case
            when ranked.outcome <> 'purchase' then null
            when ranked.is_browsing is null or not ranked.is_browsing then 'no: is not browsing'
            when ranked.probability < {{ var('propensity_discount_probability_min') }}
                then 'no: unlikely to buy'
            when ranked.probability > {{ var('propensity_discount_probability_max') }}
                then 'no: likely to buy without one'
            else 'yes'
        end as instant_discount,
        quality.is_reliable,
        quality.warning,
        ranked.cut_off_date
    from ranked
    inner join quality on ranked.outcome = quality.outcome
    cross join slots
)

select * from final
