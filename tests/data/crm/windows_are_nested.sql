-- A longer window holds all that a shorter one does: 0 <= m1 <= m6 <= ... <= m_total.
select
    customer_id,
    report_month,
    m1,
    m6,
    m12,
    m13,
    m24,
    m25,
    m_total
from {{ ref('crm_snapshot') }}
where
    not coalesce(
        m1 >= 0
        and m6 >= m1
        and m12 >= m6
        and m13 >= m12
        and m24 >= m13
        and m25 >= m24
        and m_total >= m25,
        false
    )
