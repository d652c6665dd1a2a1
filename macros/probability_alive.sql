{#
    The probability that a customer with so many repeat purchases, the last of them then, has not
    left, by a BG/NBD model (Fader, Hardie and Lee 2008, note 021). The history has frequency,
    recency_days and age_days, the model r, alpha, a and b. Without a repeat it is 1: the model lets
    customers leave only after one. The exponent is cut off where e to it is not a double.
#}
{% macro probability_alive(history, model) -%}
    case
        when {{ history }}.frequency = 0 then cast(1 as double)
        else
            1 / (
                1 + exp(
                    least(
                        ({{ model }}.r + {{ history }}.frequency)
                        * ln(
                            ({{ model }}.alpha + {{ history }}.age_days)
                            / ({{ model }}.alpha + {{ history }}.recency_days)
                        )
                        + ln({{ model }}.a / ({{ model }}.b + {{ history }}.frequency - 1)),
                        700
                    )
                )
            )
    end
{%- endmacro %}
