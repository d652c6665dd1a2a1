/** Words that texts are put together from, in one language. */
export interface Phrases {
  readonly subjects: readonly string[];
  /** What of the product that is complained about in the last month. */
  readonly risingSubject: string;
  /** What is said of a subject, for a mood of −2, −1, 0, 1 and 2. */
  readonly predicates: readonly (readonly string[])[];
  /** Sentences without a mood. */
  readonly openings: readonly string[];
  readonly closings: readonly string[];
}

export const english: Phrases = {
  subjects: [
    'The delivery',
    'The delivery of this parcel',
    'The price',
    'The price of the beans',
    'The quality',
    'The quality of the roast',
    'The taste',
    'The packaging',
    'The service on the phone',
    'The return of the last parcel',
  ],
  risingSubject: 'The stale coffee in the pack',
  predicates: [
    [
      'was terrible, I am very angry',
      'was awful, the worst so far',
      'was horrible and I hate it',
      'was a disaster and made me furious',
      'was disgusting, a really bad experience',
    ],
    [
      'was poor',
      'was bad this time',
      'was annoying',
      'was a disappointment',
      'was rather weak, and I was unhappy with it',
    ],
    [
      'was the same as in the last order',
      'was as described on the page',
      'is what I am writing about',
      'was mentioned on the invoice',
    ],
    [
      'was good',
      'was nice',
      'was fine, I was pleased',
      'was better than before',
      'was pleasant this time',
    ],
    [
      'was excellent, I love it',
      'was fantastic, simply the best',
      'was wonderful and I am very happy',
      'was amazing, a perfect experience',
      'was superb, I am delighted',
    ],
  ],
  openings: [
    'Hello, I ordered on the website again.',
    'Hi, about the order of last week.',
    'Hello to the team.',
    'My second machine is from last year.',
    'We drink four cups a day here.',
    'I have been a customer since the spring.',
  ],
  closings: [
    'It arrived in two parcels.',
    'The machine stands in our kitchen.',
    'I take it to the office.',
    'My number is on the invoice.',
    'I will order again in a month.',
    'You can reach me in the afternoon.',
  ],
};

export const german: Phrases = {
  subjects: [
    'Die Lieferung',
    'Die Lieferung des Pakets',
    'Der Preis',
    'Der Preis der Bohnen',
    'Die Qualität',
    'Die Qualität der Röstung',
    'Der Geschmack',
    'Die Verpackung',
    'Der Kundendienst am Telefon',
    'Die Rücksendung',
  ],
  risingSubject: 'Der muffige Kaffee in der Packung',
  predicates: [
    [
      'war furchtbar, ich bin sehr verärgert',
      'war entsetzlich, so schlecht wie noch nie',
      'war eine Katastrophe',
    ],
    ['war schlecht', 'war enttäuschend', 'war diesmal ärgerlich'],
    ['war wie beim letzten Mal', 'war wie beschrieben', 'steht auf der Rechnung'],
    ['war gut', 'war schön', 'war besser als zuvor'],
    [
      'war ausgezeichnet, ich bin begeistert',
      'war wunderbar, ich bin sehr glücklich',
      'war hervorragend, einfach perfekt',
    ],
  ],
  openings: [
    'Guten Tag, ich habe wieder im Netz bestellt.',
    'Hallo, es geht um die Bestellung der letzten Woche.',
    'Wir trinken hier vier Tassen am Tag.',
  ],
  closings: [
    'Es kam in zwei Paketen.',
    'Die Maschine steht in unserer Küche.',
    'Meine Nummer steht auf der Rechnung.',
  ],
};

/** A mood of each text, from −2 to 2, and how many of twenty texts have it. */
export const moods = [-2, -1, 0, 1, 2] as const;

/** Texts of customers who are about to stop or have stopped, by mood, of twenty. */
export const moodsOfLeaving = [7, 6, 4, 2, 1] as const;

/** The mean of moods that are shared out so. */
export function meanMood(shares: readonly number[]): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.reduce((sum, share, at) => sum + share * (moods[at] ?? 0), 0) / total;
}
