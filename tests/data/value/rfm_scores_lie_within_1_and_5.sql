-- Each of the three scores is a number from 1 to 5, and rfm_score is the three concurrently.
select
    customer_id,
    report_month,
    recency_score,
    frequency_score,
    monetary_score,
    rfm_score
from {{ ref('rfm_scores') }}
where
    not coalesce(
        recency_score between 1 and 5
        and frequency_score between 1 and 5
        and monetary_score between 1 and 5
        and cast(rfm_score as integer)
        = 100 * recency_score + 10 * frequency_score + monetary_score,
        false
    )
