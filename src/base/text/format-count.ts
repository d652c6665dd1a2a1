/** A count with its thousands set apart by commas, whatever the language of the machine. */
export function formatCount(count: number | bigint): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
