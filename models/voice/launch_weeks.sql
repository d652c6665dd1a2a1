-- One row per week since a product was launched, up to launch_weeks, with what was written about
-- the product in it. Weeks that have not begun by the as-of day are absent, and so are products
-- that were sold when the data begin, or soon after: they may be old. Without a text about any
-- product there is no row.
with texts as (
    select * from {{ ref('interaction_sentiment') }}
    where product_id is not null
),

as_of as (
    select * from {{ ref('as_of') }}
),

thresholds as (
    select * from {{ voice_thresholds_in_force() }} as thresholds
),

first_sales as (
    select
        counted_lines.product_id,
        min(counted_lines.invoice_date) as first_sold_date
    from {{ ref('counted_lines') }} as counted_lines
    cross join as_of
    where counted_lines.invoice_date <= as_of.as_of_date
    group by counted_lines.product_id
),

data as (
    select min(first_sold_date) as first_sold_date from first_sales
),

weeks as (
    select
        first_sales.product_id,
        first_sales.first_sold_date,
        cast(series.week as integer) as week,
        {{ add_days('first_sales.first_sold_date', '7 * (cast(series.week as integer) - 1)') }}
            as week_start,
        {{ add_days('first_sales.first_sold_date', '7 * cast(series.week as integer) - 1') }}
            as week_end
    from first_sales
    cross join data
    cross join as_of
    cross join thresholds
    cross join generate_series(1, thresholds.launch_weeks) as series (week)
    where
        exists (select 1 from texts)
        and {{ add_days('first_sales.first_sold_date', '7 * (cast(series.week as integer) - 1)') }}
        <= as_of.as_of_date
        and {{ days_between('data.first_sold_date', 'first_sales.first_sold_date') }}
        >= thresholds.launch_lead_days
),

final as (
    select
        weeks.product_id,
        weeks.week,
        count(texts.interaction_id) as texts,
        count(texts.sentiment_score) as scored_texts,
        cast(coalesce(sum(texts.sentiment_score), 0) as bigint) as score_sum,
        cast(coalesce(sum(texts.sentiment_score * texts.sentiment_score), 0) as bigint)
            as score_square_sum,
        {{ divide('sum(texts.sentiment_score)', 'count(texts.sentiment_score)') }} as mean_score,
        weeks.week_end > max(as_of.as_of_date) as is_partial,
        weeks.week_start,
        weeks.first_sold_date
    from weeks
    cross join as_of
    left join texts
        on weeks.product_id = texts.product_id
        and texts.created_date between weeks.week_start and weeks.week_end
    group by
        weeks.product_id,
        weeks.week,
        weeks.week_start,
        weeks.week_end,
        weeks.first_sold_date
)

select * from final
order by product_id, week
