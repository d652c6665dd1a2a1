-- Nobody is New twice.
select
    customer_id,
    count(*) as times_new
from {{ ref('crm_snapshot') }}
where lifecycle_event = 'New'
group by customer_id
having count(*) > 1
