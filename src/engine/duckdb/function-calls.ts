import type { FunctionCall } from '../engine.ts';
import { utf16OffsetOfByte } from './text-offset.ts';

/** The calls in what `json_serialize_sql` says of a query, in the order of the text. */
export function readFunctionCalls(sql: string, serialized: string): readonly FunctionCall[] {
  const calls: FunctionCall[] = [];
  collect(JSON.parse(serialized), sql, calls);
  return calls.sort((a, b) => a.sqlOffset - b.sqlOffset);
}

function collect(value: unknown, sql: string, calls: FunctionCall[]): void {
  if (typeof value !== 'object' || value === null) return;
  if ('function_name' in value && typeof value.function_name === 'string') {
    const at = 'query_location' in value ? Number(value.query_location) : 0;
    const sqlOffset = utf16OffsetOfByte(sql, Number.isSafeInteger(at) ? at : 0);
    calls.push({ name: value.function_name.toLowerCase(), sqlOffset });
  }
  for (const inner of Object.values(value)) collect(inner, sql, calls);
}
