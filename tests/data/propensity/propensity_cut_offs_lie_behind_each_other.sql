-- Whatever is learnt from had come to pass by the as-of day, horizons are as long as they say, and
-- what is learnt from one period does not overlap with the next.
with cut_offs as (
    select
        *,
        lag(label_until) over (partition by outcome order by period desc) as earlier_label_until
    from {{ ref('propensity_cut_offs') }}
)

select cut_offs.*
from cut_offs
cross join {{ ref('as_of') }} as as_of
where
    cut_offs.cut_off_date > as_of.as_of_date
    or (cut_offs.period > 0 and cut_offs.label_until > as_of.as_of_date)
    or cut_offs.label_until <> cut_offs.cut_off_date + cut_offs.horizon_days
    or cut_offs.earlier_label_until > cut_offs.cut_off_date
