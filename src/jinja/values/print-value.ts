import { CrmError } from '../../base/errors/crm-error.ts';
import { checkText, nestedValue, spend, spendText } from './budget.ts';
import { templateError, undefinedError } from './type-name.ts';
import { Callable, MappedText, Tuple, Undefined, type Value, View } from './value.ts';

/** A float as Python prints it: `1.0`, `1e+16`, `inf`. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${mantissa}e${sign}${exponent.slice(1).padStart(2, '0')}`;
  }
  const text = String(value);
  return Number.isInteger(value) ? `${text}.0` : text;
}

/** An int as Python prints it. */
export function printInt(value: bigint): string {
  const text = String(value);
  spend(text.length);
  return text;
}

/** The items of a list or dict as text, with commas, one level deeper. */
export function joinParts<T>(items: readonly T[], print: (item: T) => string): string {
  return nestedValue(() => {
    let length = 0;
    const parts = items.map(item => {
      const part = print(item);
      length += part.length + 2;
      spend(1);
      checkText(length);
      return part;
    });
    spendText(length);
    return parts.join(', ');
  });
}

/** A string as Python's repr writes it. */
function quoteString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  spend(text.length / 64);
  if (/^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/.test(text)) return `'${text}'`;
  spend(text.length);
  let inside = '';
  for (const char of text) {
    if (char === quote || char === '\\') inside += `\\${char}`;
    else if (char === '\n') inside += '\\n';
    else if (char === '\r') inside += '\\r';
    else if (char === '\t') inside += '\\t';
    else if (char !== ' ' && /[\p{C}\p{Z}]/u.test(char)) inside += escapeCharacter(char);
    else inside += char;
  }
  return `${quote}${inside}${quote}`;
}

function escapeCharacter(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

/** What `{{ value }}` prints: Python's str(). */
export function printValue(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof MappedText) return value.text;
  if (value instanceof Undefined && value.reason === 'no-else') return '';
  return reprValue(value);
}

/** Python's repr(): how a value prints inside of a list. */
export function reprValue(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return printInt(value);
  if (typeof value === 'number') return printFloat(value);
  if (typeof value === 'string') return quoteString(value);
  if (value instanceof MappedText) return quoteString(value.text);
  if (Array.isArray(value)) return `[${joinParts(value, reprValue)}]`;
  if (value instanceof Tuple) {
    const [first] = value.items;
    if (value.items.length === 1 && first !== undefined)
      return `(${joinParts([first], reprValue)},)`;
    return `(${joinParts(value.items, reprValue)})`;
  }
  if (value instanceof Map) {
    return `{${joinParts([...value], ([key, item]) => `${reprValue(key)}: ${reprValue(item)}`)}}`;
  }
  if (value instanceof View) return printView(value);
  if (value instanceof Undefined) throw undefinedError(value);
  if (value instanceof Callable) {
    throw templateError(`'${value.name}' is printed without being called`, `write ${value.name}()`);
  }
  const text = value.print();
  if (text === undefined) throw templateError(`'${value.what}' cannot be printed`);
  return text;
}

function printView(view: View): string {
  if (view.kind === 'range') return view.text;
  if (view.kind === 'generator') {
    throw new CrmError('template-unsupported', {
      reason: 'the result of a filter is printed as it is',
      hint: "make it a list with '| list' or text with '| join'",
    });
  }
  return `${view.kind}([${joinParts(view.items, reprValue)}])`;
}
