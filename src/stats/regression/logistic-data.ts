/** Rows that a logistic regression is fitted to. */
export interface LogisticRows {
  /** Row by row, `nFeatures` numbers each. */
  readonly features: readonly number[];
  readonly nFeatures: number;
  /** The share of each row that is an event: 0 or 1, or between them where a row is a group. */
  readonly labels: readonly number[];
  /** How many observations each row stands for. */
  readonly weights: readonly number[];
}

/** Checked rows, each column with its mean taken off and divided by its scale. */
export interface StandardRows {
  /** Row by row: 1 for the intercept, then the columns; a constant column is 0. */
  readonly design: Float64Array;
  readonly means: Float64Array;
  /** Standard deviations (of the weighted rows as they are, not of a sample); 0 where constant. */
  readonly scales: Float64Array;
  readonly total: number;
  /** The weighted share of events. */
  readonly share: number;
}

/** A column varies by less than this share of its values only because numbers are rounded. */
const leastScale = 1e-13;

/**
 * Checks rows and standardises their columns, so that a ridge treats a column of pounds as it does
 * one of pence. Throws RangeError for lists of other lengths, for numbers that are none, for labels
 * outside 0 to 1 and for weights below 0.
 */
export function standardiseRows(rows: LogisticRows): StandardRows {
  checkRows(rows);
  const { features, nFeatures, labels, weights } = rows;
  const total = sum(labels, (_, row) => weights[row] ?? 0);
  const events = sum(labels, (label, row) => label * (weights[row] ?? 0));
  const size = nFeatures + 1;
  const design = new Float64Array(labels.length * size);
  const means = new Float64Array(nFeatures);
  const scales = new Float64Array(nFeatures);
  for (let row = 0; row < labels.length; row += 1) design[row * size] = 1;
  for (let column = 0; column < nFeatures; column += 1) {
    const at = (row: number): number => features[row * nFeatures + column] ?? 0;
    const mean = sum(labels, (_, row) => at(row) * (weights[row] ?? 0)) / total;
    const variance = sum(labels, (_, row) => (at(row) - mean) ** 2 * (weights[row] ?? 0)) / total;
    const deviation = Math.sqrt(variance);
    const scale = deviation > leastScale * Math.abs(mean) ? deviation : 0;
    means[column] = mean;
    scales[column] = scale;
    for (let row = 0; row < labels.length; row += 1) {
      design[row * size + column + 1] = scale === 0 ? 0 : (at(row) - mean) / scale;
    }
  }
  return { design, means, scales, total, share: events / total };
}

/**
 * For each column, whether one of its values parts events from the others: all events lie on one
 * side, all others on the other (on the value itself both may lie). Its coefficient has no finite
 * estimate without a ridge: A. Albert and J. Anderson (1984), Biometrika 71, 1–10, for one column.
 */
export function separatingColumns(rows: LogisticRows): boolean[] {
  return Array.from({ length: rows.nFeatures }, (_, column) => {
    const values = (row: number): number => rows.features[row * rows.nFeatures + column] ?? 0;
    return isSeparating(rows, values);
  });
}

/** Whether a value of each row parts events from the others, as `separatingColumns` says it. */
export function isSeparating(rows: LogisticRows, value: (row: number) => number): boolean {
  const [event, other] = [emptyRange(), emptyRange()];
  rows.labels.forEach((label, row) => {
    if (!((rows.weights[row] ?? 0) > 0)) return;
    if (label > 0) widen(event, value(row));
    if (label < 1) widen(other, value(row));
  });
  const isConstant = event.least === other.most && event.most === other.least;
  return !isConstant && (event.least >= other.most || event.most <= other.least);
}

interface Range {
  least: number;
  most: number;
}

function emptyRange(): Range {
  return { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
}

function widen(range: Range, value: number): void {
  range.least = Math.min(range.least, value);
  range.most = Math.max(range.most, value);
}

function checkRows({ features, nFeatures, labels, weights }: LogisticRows): void {
  if (!(Number.isInteger(nFeatures) && nFeatures >= 0)) {
    throw new RangeError(`there are ${nFeatures} features; it takes a whole number from 0`);
  }
  if (features.length !== labels.length * nFeatures) {
    throw new RangeError(
      `there are ${features.length} feature values for ${labels.length} labels; ` +
        `with ${nFeatures} features it takes ${labels.length * nFeatures}`,
    );
  }
  if (weights.length !== labels.length) {
    throw new RangeError(`there are ${weights.length} weights for ${labels.length} labels`);
  }
  const badFeature = features.findIndex(value => !Number.isFinite(value));
  if (badFeature >= 0) {
    const [row, column] = [Math.floor(badFeature / nFeatures), badFeature % nFeatures];
    throw new RangeError(
      `feature ${column + 1} of row ${row + 1} is ${features[badFeature]}, and no finite number`,
    );
  }
  const badLabel = labels.findIndex(label => !(label >= 0 && label <= 1));
  if (badLabel >= 0) {
    throw new RangeError(`label ${badLabel + 1} is ${labels[badLabel]}, and not between 0 and 1`);
  }
  const badWeight = weights.findIndex(weight => !(weight >= 0 && Number.isFinite(weight)));
  if (badWeight >= 0) {
    throw new RangeError(`weight ${badWeight + 1} is ${weights[badWeight]}, and no number from 0`);
  }
}

function sum(labels: readonly number[], of: (label: number, row: number) => number): number {
  let total = 0;
  for (let row = 0; row < labels.length; row += 1) total += of(labels[row] ?? 0, row);
  return total;
}
