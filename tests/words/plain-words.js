// The words that CONTRIBUTING.md lists, and a check of texts for those that must not come back.

/**
 * What is refused, and what to write instead.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const words = [
  [/\bside by side\b/i, 'concurrently, or next to each other'],
  [/\bfolders?\b/i, 'directory'],
  [/\blanes?\b/i, 'worker'],
  [/\bskeleton pass\b/i, 'dry compile'],
  [/\bstands? (?:here )?twice\b/i, 'appears twice'],
  [/\b(?:is|are|was|were|been) told\b/i, 'reported'],
  [/\btold apart\b/i, 'distinguished'],
  [/\b(?:database|DuckDB|system) tells\b/i, 'reports'],
  [
    /(?<!\bthere )(?<!\bwhich there )\bis no (?:text|number|file|list|map|reference|relation|value|error|query)\b/i,
    'is not a …',
  ],
  [/\bis nothing that\b/i, 'is not …'],
  [/\bheld against\b/i, 'compared with'],
  [/\bdoubled (?:name|column|key)s?\b/i, 'duplicate'],
  [/\bis worth less than money now\b/i, 'discount rate'],
  [/\bone a (?:customer|line|row|month|node|file)\b/i, 'one per …'],
];

/**
 * Where a refused word is in a text: line and column from 1, the word, and what to write.
 * @param {string} text
 */
export function findWords(text) {
  return text.split('\n').flatMap((line, index) =>
    words.flatMap(([word, instead]) => {
      const found = word.exec(line);
      return found === null
        ? []
        : [{ line: index + 1, column: found.index + 1, word: found[0], instead }];
    }),
  );
}
