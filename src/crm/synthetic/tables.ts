import { selectAcquisitionCosts } from './acquisition-costs.ts';
import { createArrivals } from './arrivals.ts';
import { selectCustomerAttributes } from './attributes.ts';
import { createAssignments, selectCampaignAssignments } from './campaigns.ts';
import { createProducts, selectProducts } from './catalogue.ts';
import { createSteps } from './channel-chain.ts';
import { selectCustomerTruth } from './customer-truth.ts';
import { createCustomers, selectCustomers } from './customers.ts';
import { exponentialMacro, halfLifeMacro } from './exponential.ts';
import { selectInteractions } from './interactions.ts';
import { createLines, selectTransactions } from './lines.ts';
import { createMonths } from './months.ts';
import { createOrders } from './orders.ts';
import { createPeople } from './people.ts';
import { randomMacros } from './random.ts';
import { selectResponses } from './responses.ts';
import { createSlots } from './slots.ts';
import { selectTouchpoints } from './touchpoints.ts';
import { selectWebVisits } from './web-visits.ts';

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
