/** Words that turn what follows them into its opposite. Words that hold "n't" do so as well. */
export const negations: ReadonlySet<string> = new Set(
  `aint arent cannot cant couldnt darent despite didnt doesnt dont hadnt hasnt havent isnt mightnt
  mustnt neednt neither never none nope nor not nothing nowhere oughtnt rarely seldom shant shouldnt
  uh-uh uhuh wasnt werent without wont wouldnt`.split(/\s+/),
);

const stronger = `absolutely amazingly awfully completely considerable considerably decidedly deeply
  effing enormous enormously entirely especially exceptional exceptionally extreme extremely
  fabulously flippin flipping frackin fracking frickin fricking friggin frigging fuckin fucking
  fuggin fugging fully greatly hella highly hugely incredible incredibly intensely major majorly more
  most particularly purely quite really remarkably so substantially thoroughly total totally
  tremendous tremendously uber unbelievably unusually utter utterly very`.split(/\s+/);

const weaker = `almost barely hardly kind-of kinda kindof less little marginal marginally occasional
  occasionally partly scarce scarcely slight slightly somewhat sort-of sorta sortof`.split(/\s+/);

const weakerPhrases = ['just enough', 'kind of', 'sort of'];

/** What a word of degree adds to a good word before which it stands, and takes from a bad one. */
const degree = 0.293;

/** Words and phrases of degree with what they add. */
export const degrees: ReadonlyMap<string, number> = new Map([
  ...stronger.map(word => [word, degree] as const),
  ...[...weaker, ...weakerPhrases].map(word => [word, -degree] as const),
]);

/** Phrases that mean something else than their words. */
export const idioms: ReadonlyMap<string, number> = new Map([
  ['the shit', 3],
  ['the bomb', 3],
  ['bad ass', 1.5],
  ['badass', 1.5],
  ['bus stop', 0],
  ['yeah right', -2],
  ['kiss of death', -1.5],
  ['to die for', 3],
  ['beating heart', 3.5],
]);
