-- Tenure is NULL for those who have not bought a consumable yet, and for nobody else.
select
    customer_id,
    report_month,
    m_total,
    tenure_months
from {{ ref('crm_snapshot') }}
where (tenure_months is null) is distinct from (m_total = 0)
