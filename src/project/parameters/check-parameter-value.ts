import { nearest } from '../../base/text/nearest.ts';
import { invalidValue, type Reading, wrongType } from '../shapes/shape.ts';
import type { YamlScalar, YamlValue } from '../yaml/yaml-value.ts';
import { describeParameter } from './describe-parameter.ts';
import type { Parameter } from './parameter.ts';

/** Dates outside of these years are typos. */
const firstYear = 1900;
const lastYear = 2199;

/** Reports what is wrong with a value of a parameter, at its place; true where nothing is. */
export function checkParameterValue(
  parameter: Parameter,
  value: YamlValue,
  reading: Reading,
): boolean {
  const before = reading.errors.length;
  if (parameter.type === 'strings' || parameter.type === 'dates') {
    if (isNull(value) && parameter.nullable) return true;
    if (value.kind !== 'list') reportType(parameter, value, reading);
    else for (const item of value.items) checkScalar(parameter, item, reading);
  } else if (!(isNull(value) && parameter.nullable)) checkScalar(parameter, value, reading);
  return reading.errors.length === before;
}

function checkScalar(parameter: Parameter, value: YamlValue, reading: Reading): void {
  if (value.kind !== 'scalar' || value.value === null) reportType(parameter, value, reading);
  else scalarChecks[parameter.type](parameter, value, reading);
}

type ScalarCheck = (parameter: Parameter, value: YamlScalar, reading: Reading) => void;

const scalarChecks: Readonly<Record<Parameter['type'], ScalarCheck>> = {
  integer: checkNumber,
  number: checkNumber,
  boolean(parameter, value, reading) {
    if (typeof value.value !== 'boolean') reportType(parameter, value, reading);
  },
  string: checkString,
  strings: checkString,
  date: checkDate,
  dates: checkDate,
  month(parameter, value, reading) {
    if (!checkDate(parameter, value, reading)) return;
    if (!String(value.value).endsWith('-01')) reportValue(parameter, value, reading);
  },
};

function checkNumber(parameter: Parameter, value: YamlScalar, reading: Reading): void {
  const number = value.value;
  if (typeof number !== 'number') {
    reportType(parameter, value, reading);
    return;
  }
  const { type, min, max, above, below } = parameter;
  const fits =
    Number.isFinite(number) &&
    (type !== 'integer' || Number.isInteger(number)) &&
    (min === undefined || number >= min) &&
    (max === undefined || number <= max) &&
    (above === undefined || number > above) &&
    (below === undefined || number < below);
  if (!fits) reportValue(parameter, value, reading);
}

function checkString(parameter: Parameter, value: YamlScalar, reading: Reading): void {
  if (typeof value.value !== 'string') {
    reportType(parameter, value, reading, `put it in quotes: '${value.source}'`);
    return;
  }
  const { choices } = parameter;
  if (choices === undefined || choices.includes(value.value)) return;
  const meant = nearest(value.value, choices);
  reportValue(parameter, value, reading, meant && `did you mean '${meant}'?`);
}

function checkDate(parameter: Parameter, value: YamlScalar, reading: Reading): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value.value));
  const year = Number(parts?.[1]);
  const day = new Date(`${value.value}T00:00:00Z`);
  const isDay =
    parts !== null &&
    year >= firstYear &&
    year <= lastYear &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(String(value.value));
  if (!isDay) reportValue(parameter, value, reading);
  return isDay;
}

function isNull(value: YamlValue): boolean {
  return value.kind === 'scalar' && value.value === null;
}

function reportType(parameter: Parameter, value: YamlValue, reading: Reading, hint?: string): void {
  const what = `the parameter '${parameter.name.value}'`;
  wrongType(value, what, describeParameter(parameter), reading, hint);
}

function reportValue(
  parameter: Parameter,
  value: YamlScalar,
  reading: Reading,
  hint?: string,
): void {
  const { name } = parameter;
  const message = `the parameter '${name.value}' takes ${describeParameter(parameter)}, not ${shown(value)}`;
  invalidValue(value, message, reading, hint);
}

function shown({ value, source }: YamlScalar): string {
  return typeof value === 'string' ? `'${value}'` : source;
}
