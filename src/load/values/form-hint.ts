import type { DataType } from '../../dialect/types/data-type.ts';
import { readDay } from './date-forms.ts';
import { readNumber } from './number-forms.ts';

/** What to do about text of a form that a type does not take. */
export interface FormHint {
  readonly hint?: string | undefined;
  /** What texts are alike in that get this hint. */
  readonly form?: string;
}

const isDay = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/;
const hasZone = /[0-9] ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$/;

/** The hint for text that is not a value of a type: how to write it, where its form is a known one. */
export function formHint(text: string, type: DataType): FormHint {
  if (/^ | $/.test(text)) return { hint: 'take away the spaces around it', form: 'spaces' };
  if (text.trim() !== text) {
    return { hint: 'take away the no-break spaces, tabs or line ends around it', form: 'spaces' };
  }
  if (/^(null|na|n\/a|#n\/a|nan|none|-)$/i.test(text)) {
    return { hint: 'leave the field empty for no value', form: 'no value' };
  }
  switch (type.kind) {
    case 'integer':
    case 'decimal':
    case 'double':
      return numberHint(text, type);
    case 'boolean':
      return { hint: 'write true or false (or t/f, yes/no, y/n, 1/0)' };
    case 'date':
      return dayHint(text, '2024-01-31', false);
    case 'timestamp':
      if (isDay.test(text) && hasZone.test(text)) {
        const hint = "say which zone the column is in with 'meta: {time_zone: …}'";
        return { hint, form: 'zone' };
      }
      return dayHint(text, '2024-01-31 or 2024-01-31 23:59:59', true);
    case 'timestamptz':
      return { hint: 'write it with its zone, as 2024-01-31 23:59:59+01:00' };
    default:
      return {};
  }
}

function numberHint(text: string, type: DataType): FormHint {
  const share = /^(.*\S)\s*[%\u066a\uff05]$/.exec(text)?.[1];
  const written = readNumber(share ?? text);
  if (written === undefined) return {};
  const { plain, oddities } = written;
  if (share !== undefined) {
    const hint = `write it without the percent sign${plain === undefined ? '' : `: ${plain}`}, or as a share of 1`;
    return { hint, form: 'percent' };
  }
  if (oddities.length === 0) return {};
  const form = oddities.join(', ');
  // Said as a form where the number is not a value of the type either.
  const fits = plain !== undefined && (type.kind !== 'integer' || !plain.includes('.'));
  const hint = fits ? `write it as ${plain}, ${form}` : `write numbers ${oddities.join(' and ')}`;
  return { hint, form };
}

function dayHint(text: string, example: string, hasTime: boolean): FormHint {
  if (!hasTime && /^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]/.test(text)) {
    const hint = 'write the date alone, or declare the column as timestamp';
    return { hint, form: 'time' };
  }
  const day = readDay(text);
  const usual = `write it as ${example}`;
  if (day === undefined) return { hint: usual };
  const { plain, form } = day;
  if (plain === undefined) return { hint: `${usual}: ${form}`, form };
  if (!hasTime && plain.length > 10) {
    const hint = `write the date alone, as ${plain.slice(0, 10)}, or declare the column as timestamp`;
    return { hint, form: 'time' };
  }
  // Text that reads the same is refused for another reason, such as a day that there is not.
  if (plain === text) return { hint: usual };
  return { hint: `write it as ${plain}${form === '' ? '' : `, ${form}`}`, form: `day ${form}` };
}
