/** The arguments that seeds/synthetic was written with. */
export const committed = { customers: 600, months: 36, seed: 1, format: 'csv' } as const;

/** What it wrote. */
export const fileNames = [
  'acquisition_costs.csv',
  'campaign_assignments.csv',
  'customer_attributes.csv',
  'customer_truth.csv',
  'customers.csv',
  'interactions.csv',
  'nps_responses.csv',
  'products.csv',
  'touchpoints.csv',
  'transactions.csv',
  'truth.json',
  'web_visits.csv',
];
