-- Winning customers costs something or nothing.
select
    acquisition_channel,
    cost_month,
    cost
from {{ ref('stg_acquisition_costs') }}
where cost < 0
