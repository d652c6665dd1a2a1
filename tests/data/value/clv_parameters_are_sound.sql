-- Parameters are above 0 (q above 1) and finite, a fit that fell back warns, and it is reliable if and
-- only if nothing is warned of. Only where nobody has bought again is there no model.
select
    as_of_date,
    r,
    alpha,
    a,
    b,
    p,
    q,
    gamma,
    warning
from {{ ref('clv_parameters') }}
where
    (r is null) <> (repeat_purchases = 0)
    or (p is null) <> (valued_customers = 0)
    or least(r, alpha, a, b, p, q - 1, gamma) <= 0
    or not coalesce({{ is_finite('r + alpha + a + b + p + q + gamma') }}, true)
    or least(
        r_standard_error, alpha_standard_error, a_standard_error, b_standard_error,
        p_standard_error, q_standard_error, gamma_standard_error
    ) <= 0
    or not coalesce({{ is_finite('bg_nbd_log_likelihood') }}, true)
    or not coalesce({{ is_finite('gamma_gamma_log_likelihood') }}, true)
    or (bg_nbd_method = 'maximum a posteriori' and warning is null)
    or (gamma_gamma_method = 'maximum a posteriori' and warning is null)
    or (not bg_nbd_converged and warning is null)
    or (r is null and warning is null)
    or is_reliable <> (warning is null)
    or repeat_customers > customers
    or valued_customers > repeat_customers
