{# A date that stands for a month is the first day of it. #}
{% test first_of_month(model, column_name) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} <> {{ month_start(column_name) }}
{% endtest %}
