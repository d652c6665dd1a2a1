select
    order_id,
    customer_id,
    ordered_on,
    lower(trim(status)) as status,
    amount
from {{ source('raw', 'orders') }}
