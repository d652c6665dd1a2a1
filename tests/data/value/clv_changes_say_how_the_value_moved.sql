-- The value before is the forecast of the day of the trend before, and the movement what the two
-- say.
select
    changes.as_of_date,
    changes.customer_id,
    changes.movement,
    changes.clv_6_months,
    changes.previous_clv_6_months
from {{ ref('clv_changes') }} as changes
left join {{ ref('clv_forecasts') }} as previous
    on changes.previous_as_of_date = previous.as_of_date
    and changes.customer_id = previous.customer_id
where
    changes.previous_clv_6_months is distinct from previous.clv_6_months
    or changes.previous_as_of_date >= changes.as_of_date
    or changes.movement is distinct from case
        when changes.previous_as_of_date is null or changes.clv_6_months is null then null
        when previous.customer_id is null then 'new'
        when previous.clv_6_months is null then null
        when
            changes.clv_6_months - previous.clv_6_months
            >= {{ var('clv_change_min') }} * previous.clv_6_months
            then 'rose'
        when
            previous.clv_6_months - changes.clv_6_months
            >= {{ var('clv_change_min') }} * previous.clv_6_months
            then 'decayed'
        else 'steady'
    end
