{# A division that gives NULL, not infinity, if the denominator is zero. #}
{% macro divide(numerator, denominator) %}({{ numerator }}) / nullif({{ denominator }}, 0){% endmacro %}
