import { ofResponder } from '../contacts/campaigns.ts';
import { buyingProcess } from '../sales/buying-process.ts';

/** Millionths of a shape divided by this are orders a day in billionths. */
const perDay = buyingProcess.alphaDays;

/**
 * The columns of the file of what each customer was made to be, of the batch at hand. It is not raw
 * data: nothing of it is known to who looks at the data, but it says whether an analysis is right.
 */
export const selectCustomerTruth = `
select
  customer.customer_id,
  customer.role,
  customer.persona,
  customer.role = 'regular' and not customer.in_audience as follows_bg_nbd,
  customer.role = 'regular' and not customer.in_audience and customer.persona <> 'hunter'
    as follows_gamma_gamma,
  case when customer.in_audience then ${ofResponder(({ kind }) => `'${kind}'`)} end as responder,
  case when customer.role = 'regular' then
    ((customer.rate_shape * 1000 // ${perDay})::decimal(18, 0) * 0.000000001::decimal(10, 9))
      ::decimal(18, 9)
  end as orders_a_day,
  case when customer.role = 'regular' then
    ((customer.dropout * 1000000000 // 4294967296)::decimal(18, 0) * 0.000000001::decimal(10, 9))
      ::decimal(18, 9)
  end as dropout_probability,
  case when customer.role = 'regular' then
    ((${buyingProcess.value.length * buyingProcess.gammaCents * 1_000_000}::bigint // customer.spend_shape)
      ::decimal(16, 0) * 0.01::decimal(3, 2))::decimal(18, 2)
  end as mean_order_value,
  case when customer.role = 'regular' then stop_month.month end as last_month
from synth_customer as customer
left join synth_month as stop_month on customer.stop_month - 1 = stop_month.m
order by customer.n`;
