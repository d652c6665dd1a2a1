{#
    Whether the average ticket of the last three orders lies below that of all earlier ones by a
    share or more. Decided on the sums, multiplied out, because they are exact: 70 against 100 is
    a decline of 0.3. NULL where either average is unknown; false where the earlier orders brought
    nothing, for nothing cannot decline.
#}
{% macro is_declining_ticket(share) -%}
    (
        earlier_amount > 0
        and last_three_amount * earlier_orders
        <= (1 - {{ share }}) * earlier_amount * last_three_orders
    )
{%- endmacro %}
