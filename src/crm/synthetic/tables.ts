import { selectAcquisitionCosts } from './contacts/acquisition-costs.ts';
import { createAssignments, selectCampaignAssignments } from './contacts/campaigns.ts';
import { createSteps } from './contacts/channel-chain.ts';
import { selectInteractions } from './contacts/interactions.ts';
import { selectResponses } from './contacts/responses.ts';
import { selectTouchpoints } from './contacts/touchpoints.ts';
import { selectWebVisits } from './contacts/web-visits.ts';
import { exponentialMacro, halfLifeMacro } from './draw/exponential.ts';
import { createMonths } from './draw/months.ts';
import { randomMacros } from './draw/random.ts';
import { createSlots } from './draw/slots.ts';
import { selectCustomerAttributes } from './people/attributes.ts';
import { createCustomers, selectCustomers } from './people/customers.ts';
import { createPeople } from './people/people.ts';
import { createArrivals } from './sales/arrivals.ts';
import { createProducts, selectProducts } from './sales/catalogue.ts';
import { createLines, selectTransactions } from './sales/lines.ts';
import { createOrders } from './sales/orders.ts';
import { selectCustomerTruth } from './truth/customer-truth.ts';

/** What all rows follow from. */
export interface World {
  /** All of them, not those of a batch. */
  readonly customers: number;
  readonly seed: number;
  readonly months: number;
  /** First day of the first month, YYYY-MM-DD. */
  readonly firstDay: string;
}

/** A file of synthetic data, but for its format. */
export interface SyntheticTable {
  readonly name: string;
  /** Whether each batch of customers adds rows; otherwise the rows are there from the start. */
  readonly ofCustomers: boolean;
  /** Query of its rows, of the batch at hand, in a total order. */
  readonly select: (world: World) => string;
  /** Select list that makes text of the rows for CSV. */
  readonly csvColumns: string;
}

/** Text of decimals without the zeros that do not count. */
function shortened(column: string): string {
  return `rtrim(rtrim(${column}::varchar, '0'), '.') as ${column}`;
}

/** All files; the order is that in which they are put in place: facts last. */
export const syntheticTables: readonly SyntheticTable[] = [
  {
    name: 'customers',
    ofCustomers: true,
    select: () => selectCustomers,
    csvColumns: '*',
  },
  {
    name: 'products',
    ofCustomers: false,
    select: () => selectProducts,
    csvColumns: `* replace (${shortened('unit_size')})`,
  },
  {
    name: 'customer_truth',
    ofCustomers: true,
    select: () => selectCustomerTruth,
    csvColumns: '*',
  },
  {
    name: 'customer_attributes',
    ofCustomers: true,
    select: () => selectCustomerAttributes,
    csvColumns: '*',
  },
  {
    name: 'acquisition_costs',
    ofCustomers: false,
    select: ({ customers, months }) => selectAcquisitionCosts(customers, months),
    csvColumns: '*',
  },
  {
    name: 'campaign_assignments',
    ofCustomers: true,
    select: () => selectCampaignAssignments,
    csvColumns: '*',
  },
  {
    name: 'touchpoints',
    ofCustomers: true,
    select: ({ months }) => selectTouchpoints(months),
    csvColumns: '*',
  },
  {
    name: 'web_visits',
    ofCustomers: true,
    select: ({ months }) => selectWebVisits(months),
    csvColumns: '*',
  },
  {
    name: 'interactions',
    ofCustomers: true,
    select: ({ months }) => selectInteractions(months),
    csvColumns: '*',
  },
  {
    name: 'nps_responses',
    ofCustomers: true,
    select: () => selectResponses,
    csvColumns: '*',
  },
  {
    name: 'transactions',
    ofCustomers: true,
    select: ({ months }) => selectTransactions(months),
    csvColumns: `* replace (${shortened('quantity')})`,
  },
];

/** Statements that create the macros and the tables that all batches share. */
export function createShared({ months, firstDay }: World): readonly string[] {
  return [
    ...randomMacros,
    halfLifeMacro,
    exponentialMacro,
    createProducts(),
    createMonths(months, firstDay),
    createSteps(),
  ];
}

/** Statements that create the tables of the customers numbered `first` to `last`, which the files' queries read. */
export function createBatch(world: World, first: number, last: number): readonly string[] {
  const { seed, months, firstDay } = world;
  return [
    createPeople(first, last, seed, months),
    ...createArrivals(firstDay),
    createCustomers(firstDay, months),
    ...createAssignments(months),
    createSlots(),
    createOrders(firstDay),
    createLines(months),
  ];
}

/** Statements that drop the tables of the last batch. */
export const dropBatch: readonly string[] = [
  'person',
  'raw_arrival',
  'arrival',
  'stop',
  'assignment',
  'customer',
  'slot',
  'order',
  'line',
].map(table => `drop table if exists synth_${table}`);
