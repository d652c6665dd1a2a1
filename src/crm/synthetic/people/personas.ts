/** A kind of customer who behaves alike; the shares of all add up to twenty. */
export interface Persona {
  readonly name: string;
  /** Customers of twenty. */
  readonly share: number;
  /** Rows of visits a month that come beside those before an order, in thousandths. */
  readonly visitRows: number;
  /** Visits that a row stands for, drawn from evenly. */
  readonly visits: readonly number[];
  /** Seconds that a visit takes on average; one takes half of that to half as much again. */
  readonly seconds: number;
  /** Orders with a second pack of another kind, of a hundred. */
  readonly secondPacks: number;
  /** Orders that come back, whole or in part, in thousandths. */
  readonly returns: number;
  /** How texts of −2, −1, 0, 1 and 2 are shared out, of twenty, while the customer stays. */
  readonly moods: readonly [number, number, number, number, number];
}

/**
 * The regular comes for coffee, the researcher reads for long, the hunter looks often and briefly,
 * sends back, and buys less before leaving.
 */
export const personas: readonly Persona[] = [
  {
    name: 'regular',
    share: 9,
    visitRows: 120,
    visits: [1, 1, 1, 2],
    seconds: 180,
    secondPacks: 15,
    returns: 0,
    moods: [0, 2, 4, 7, 7],
  },
  {
    name: 'researcher',
    share: 6,
    visitRows: 350,
    visits: [3, 4, 4, 5, 6],
    seconds: 600,
    secondPacks: 60,
    returns: 0,
    moods: [1, 3, 5, 7, 4],
  },
  {
    name: 'hunter',
    share: 5,
    visitRows: 600,
    visits: [2, 2, 3, 3, 4],
    seconds: 50,
    secondPacks: 8,
    returns: 120,
    moods: [4, 6, 5, 4, 1],
  },
];

/** The names of personas, each as often as its share. */
export const personaPicks: readonly string[] = personas.flatMap(({ name, share }) =>
  Array.from({ length: share }, () => name),
);

/** SQL of what `value` says about the persona in the column `persona`. */
export function ofPersona(value: (persona: Persona) => string | number): string {
  const cases = personas.map(persona => `when '${persona.name}' then ${value(persona)}`);
  return `case persona ${cases.join(' ')} end`;
}
