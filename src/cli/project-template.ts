/** The files of a new project by path. It shows each thing once and builds at once. */
export function projectTemplate(name: string): ReadonlyMap<string, string> {
  return new Map([
    ['crm_project.yml', projectYaml(name)],
    ['.gitignore', 'target/\nwarehouse/\n'],
    ['README.md', readme(name)],
    ['data/orders.csv', ordersCsv],
    ['seeds/order_statuses.csv', statusesCsv],
    ['macros/divide.sql', divideSql],
    ['models/staging/_sources.yml', sourcesYaml],
    ['models/staging/stg_orders.sql', stagingSql],
    ['models/reporting/customer_totals.sql', totalsSql],
    ['models/reporting/_reporting.yml', reportingYaml],
    ['tests/data/totals_are_conserved.sql', testSql],
  ]);
}

const projectYaml = (name: string) => `name: ${name}
version: "1.0"

model-paths: [models]
seed-paths: [seeds]
macro-paths: [macros]
test-paths: [tests/data]

vars:
  raw_path: data

models:
  ${name}:
    staging:
      +materialized: view
      +schema: staging
    reporting:
      +materialized: table
      +schema: reporting

seeds:
  ${name}:
    +schema: seeds

target: dev
targets:
  dev:
    type: duckdb
    path: warehouse/${name}.duckdb
    schema: main
`;

const readme = (name: string) => `# ${name}

    crm-run build                   load, build, test, publish warehouse/${name}.duckdb
    crm-run show customer_totals    look at rows
    crm-run watch                   do it again on every save

Raw data is read from \`data/\`, models are in \`models/\`, rules that are data in \`seeds/\`.
`;

const ordersCsv = `order_id,customer_id,ordered_on,status,amount
1001,C01,2026-01-05,paid,40.00
1002,C02,2026-01-17,paid,12.50
1003,C01,2026-02-03,cancelled,40.00
1004,C03,2026-02-11,paid,99.90
1005,C01,2026-02-28,shipped,20.00
`;

const statusesCsv = `status,counts
paid,true
shipped,true
cancelled,false
`;

const divideSql = `{# Division that gives NULL instead of infinity where the denominator is zero. #}
{% macro divide(numerator, denominator) %}({{ numerator }}) / nullif({{ denominator }}, 0){% endmacro %}
`;

const sourcesYaml = `version: 2

sources:
  - name: raw
    description: Files as they were exported.
    tables:
      - name: orders
        description: One row an order.
        meta:
          external_location: "{{ var('raw_path') }}/{name}.csv"
        columns:
          - name: order_id
            data_type: varchar
            data_tests: [unique, not_null]
          - name: customer_id
            data_type: varchar
            data_tests: [not_null]
          - name: ordered_on
            data_type: date
          - name: status
            data_type: varchar
            data_tests:
              - relationships:
                  to: ref('order_statuses')
                  field: status
          - name: amount
            data_type: decimal(18,2)
`;

const stagingSql = `select
    order_id,
    customer_id,
    ordered_on,
    lower(trim(status)) as status,
    amount
from {{ source('raw', 'orders') }}
`;

const totalsSql = `with orders as (

    select * from {{ ref('stg_orders') }}

),

statuses as (

    select * from {{ ref('order_statuses') }}

),

final as (

    select
        orders.customer_id,
        count(*) as orders,
        sum(orders.amount) as amount,
        {{ divide('sum(orders.amount)', 'count(*)') }} as average_amount,
        max(orders.ordered_on) as last_ordered_on
    from orders
    inner join statuses on statuses.status = orders.status
    where statuses.counts
    group by orders.customer_id

)

select * from final
`;

const reportingYaml = `version: 2

models:
  - name: customer_totals
    description: One row a customer with orders that count.
    columns:
      - name: customer_id
        data_tests: [unique, not_null]
      - name: orders
        data_tests: [not_null]

unit_tests:
  - name: cancelled_orders_do_not_count
    model: customer_totals
    given:
      - input: ref('stg_orders')
        rows:
          - {order_id: "1", customer_id: C01, status: paid, amount: 10}
          - {order_id: "2", customer_id: C01, status: cancelled, amount: 5}
      - input: ref('order_statuses')
        rows:
          - {status: paid, counts: true}
          - {status: cancelled, counts: false}
    expect:
      rows:
        - {customer_id: C01, orders: 1, amount: 10}
`;

const testSql = `-- Rows are failures: what the customers come to is what the orders that count come to.
with expected as (

    select coalesce(sum(orders.amount), 0) as amount
    from {{ ref('stg_orders') }} as orders
    inner join {{ ref('order_statuses') }} as statuses on statuses.status = orders.status
    where statuses.counts

),

actual as (

    select coalesce(sum(amount), 0) as amount from {{ ref('customer_totals') }}

)

select expected.amount as expected, actual.amount as actual
from expected
cross join actual
where expected.amount <> actual.amount
`;
