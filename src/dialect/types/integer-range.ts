const bits: Readonly<Record<string, bigint>> = {
  tinyint: 8n,
  smallint: 16n,
  integer: 32n,
  bigint: 64n,
  hugeint: 128n,
};

/** The least and greatest value of an integer type, in lower case; undefined for another type. */
export function integerRange(type: string): { min: bigint; max: bigint } | undefined {
  const signed = bits[type];
  if (signed !== undefined) return { min: -(2n ** (signed - 1n)), max: 2n ** (signed - 1n) - 1n };
  const unsigned = type.startsWith('u') ? bits[type.slice(1)] : undefined;
  return unsigned === undefined ? undefined : { min: 0n, max: 2n ** unsigned - 1n };
}
