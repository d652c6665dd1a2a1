{#
    The value of a customer's next purchases by a Gamma-Gamma model: between the customer's own mean
    and that of all, the nearer to the own the more purchases it is of. The history has
    valued_purchases and monetary_value, the model p, q and gamma. Without a valued repeat purchase
    it is the mean of all.
#}
{% macro expected_order_value(history, model) -%}
    {{ divide(
        model ~ '.p * (' ~ model ~ '.gamma + ' ~ history ~ '.valued_purchases * '
        ~ history ~ '.monetary_value)',
        model ~ '.p * ' ~ history ~ '.valued_purchases + ' ~ model ~ '.q - 1'
    ) }}
{%- endmacro %}
