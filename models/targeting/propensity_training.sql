-- One row per sampled customer at a past cut-off to whom an outcome could happen, with whether it
-- did within the horizon, and the features of that day as a list. Purchase: an order. Churn: no
-- order, of those who had not dropped off. Upgrade: a higher value tier at the end of one of the
-- months, of those in a tier from Bronze to Platinum.
with cut_offs as (
    select * from {{ ref('propensity_cut_offs') }}
    where period > 0
),

features as (
    select * from {{ ref('propensity_features') }}
    where is_sampled
),

orders as (
    select distinct
        customer_id,
        order_date
    from {{ ref('orders') }}
),

crm_snapshot as (
    select * from {{ ref('crm_snapshot') }}
),

report_months as (
    select * from {{ ref('report_months') }}
),

candidates as (
    select
        cut_offs.outcome,
        cut_offs.period,
        cut_offs.label_until,
        features.*
    from cut_offs
    inner join features on cut_offs.cut_off_date = features.cut_off_date
    where {{ in_propensity_population('cut_offs.outcome', 'features') }}
),

buyers as (
    select distinct
        cut_offs.outcome,
        cut_offs.cut_off_date,
        orders.customer_id
    from cut_offs
    inner join orders
        on cut_offs.cut_off_date < orders.order_date
        and cut_offs.label_until >= orders.order_date
),

reached as (
    select
        cut_offs.outcome,
        cut_offs.cut_off_date,
        crm_snapshot.customer_id,
        max({{ tier_rank('crm_snapshot.value_tier') }}) as highest_rank
    from cut_offs
    inner join report_months
        on cut_offs.cut_off_date < report_months.report_month_end
        and cut_offs.label_until >= report_months.report_month_end
    inner join crm_snapshot on report_months.report_month = crm_snapshot.report_month
    where cut_offs.outcome = 'upgrade'
    group by cut_offs.outcome, cut_offs.cut_off_date, crm_snapshot.customer_id
),

final as (
    select
        candidates.outcome,
        candidates.customer_id,
        candidates.period,
        case candidates.outcome
            when 'purchase' then buyers.customer_id is not null
            when 'churn' then buyers.customer_id is null
            when 'upgrade' then coalesce(reached.highest_rank, 0) > candidates.tier_rank
        end as happened,
        candidates.is_held_out,
        -- What one would rank customers by without a model.
        case candidates.outcome
            when 'purchase' then -coalesce(candidates.days_since_last_order, 1000000)
            when 'churn' then candidates.days_since_last_order
            when 'upgrade' then cast(candidates.units_6 as double)
        end as baseline_score,
        [
            {%- for feature in propensity_feature_list() %}
            {{ feature['value'] }}
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        ] as feature_values,
        candidates.cut_off_date,
        candidates.label_until
    from candidates
    left join buyers
        on candidates.outcome = buyers.outcome
        and candidates.cut_off_date = buyers.cut_off_date
        and candidates.customer_id = buyers.customer_id
    left join reached
        on candidates.outcome = reached.outcome
        and candidates.cut_off_date = reached.cut_off_date
        and candidates.customer_id = reached.customer_id
)

select * from final
