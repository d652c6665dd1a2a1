-- Every customer seen from a day with a model has a forecast, with a value where amounts are known.
select
    histories.as_of_date,
    histories.customer_id
from {{ ref('clv_histories') }} as histories
inner join {{ ref('clv_parameters') }} as parameters
    on histories.as_of_date = parameters.as_of_date
left join {{ ref('clv_forecasts') }} as forecasts
    on histories.as_of_date = forecasts.as_of_date
    and histories.customer_id = forecasts.customer_id
where
    parameters.r is not null
    and (
        forecasts.customer_id is null
        or (parameters.p is not null) <> (forecasts.clv_6_months is not null)
    )
