-- One row per point of a ROC curve: of those whose probability is at least the threshold, the
-- share of events and the share of others. The first point is nobody, the last one everybody.
-- Between them stand the distinct probabilities, thinned to a number of points that a var sets,
-- evenly by how many customers lie between two of them.
{%- set points = var('propensity_roc_points_max') %}
with predictions as (
    select * from {{ ref('propensity_validation') }}
),

distinct_probabilities as (
    select
        outcome,
        sample,
        probability,
        count(case when happened then 1 end) as events,
        count(case when not happened then 1 end) as others
    from predictions
    group by outcome, sample, probability
),

cumulated as (
    select
        outcome,
        sample,
        probability as threshold,
        sum(events) over descending as true_positives,
        sum(others) over descending as false_positives,
        sum(events) over whole as events,
        sum(others) over whole as others,
        row_number() over descending as place,
        count(*) over whole as places
    from distinct_probabilities
    window
        descending as (
            partition by outcome, sample order by probability desc
            rows between unbounded preceding and current row
        ),
        whole as (partition by outcome, sample)
),

binned as (
    select
        *,
        cast(
            {{ floor_divide(
                '(true_positives + false_positives) * ' ~ (points - 2), '(events + others)'
            ) }}
            as integer
        ) as bin
    from cumulated
),

thinned as (
    select
        *,
        row_number() over (partition by outcome, sample, bin order by place) as place_in_bin
    from binned
),

kept as (
    select
        outcome,
        sample,
        threshold,
        true_positives,
        false_positives,
        events,
        others
    from thinned
    where
        places <= {{ points - 1 }}
        or place_in_bin = 1
        or place = places
    union all
    select distinct
        outcome,
        sample,
        cast(null as double) as threshold,
        0 as true_positives,
        0 as false_positives,
        events,
        others
    from cumulated
),

final as (
    select
        outcome,
        sample,
        cast(
            row_number() over (
                partition by outcome, sample
                order by true_positives + false_positives
            ) as integer
        ) as point,
        threshold,
        cast(true_positives as integer) as true_positives,
        cast(false_positives as integer) as false_positives,
        {{ divide('true_positives', 'events') }} as true_positive_rate,
        {{ divide('false_positives', 'others') }} as false_positive_rate
    from kept
)

select * from final
order by outcome, sample, point
