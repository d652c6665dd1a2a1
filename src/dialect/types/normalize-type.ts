import { typeAliases } from './type-aliases.ts';

/**
 * One spelling of a SQL type for comparing: `INT4` and `int` are `integer`, `numeric( 18 , 6 )` is
 * `decimal(18,6)`, `varchar(10)` is `varchar` since DuckDB keeps no lengths. Works inside of lists,
 * structs and maps; quoted names and enum values stay as they are.
 */
export function normalizeType(type: string): string {
  const tokens = type.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[A-Za-z_][\w]*(?:\s+[A-Za-z_]\w*)*|\S/g);
  const spelled = (tokens ?? []).map(token =>
    /^[A-Za-z_]/.test(token) ? normalizeWords(token) : token,
  );
  return spelled
    .join('')
    .replace(/varchar\(\d+\)/g, 'varchar')
    .replace(/decimal(?!\()/g, 'decimal(18,3)')
    .replace(/decimal\((\d+)\)/g, 'decimal($1,0)');
}

/** A type word, or inside of a struct a field name and its type. */
function normalizeWords(words: string): string {
  const lower = words.toLowerCase().replace(/\s+/g, ' ');
  const whole = typeAliases[lower];
  if (whole !== undefined) return whole;
  const space = lower.indexOf(' ');
  if (space === -1 || /^time(stamp)? with time zone$/.test(lower)) return lower;
  return `${lower.slice(0, space)} ${normalizeWords(lower.slice(space + 1))}`;
}
