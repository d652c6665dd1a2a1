/** Draws one of a list. */
export function pickFrom<T>(from: readonly T[], draw: () => number): T {
  const found = from[Math.floor(draw() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/**
 * A text with one to four changes: a piece put in or written over, a stretch cut out, doubled or
 * moved, the rest cut off.
 */
export function mutateText(text: string, pieces: readonly string[], draw: () => number): string {
  let changed = text;
  for (let left = 1 + Math.floor(draw() * 4); left > 0; left -= 1) {
    const at = Math.floor(draw() * (changed.length + 1));
    const length = Math.floor(draw() ** 3 * 40);
    const head = changed.slice(0, at);
    const stretch = changed.slice(at, at + length);
    const tail = changed.slice(at + length);
    const kind = draw();
    if (kind < 0.4) changed = head + pickFrom(pieces, draw) + stretch + tail;
    else if (kind < 0.65) changed = head + pickFrom(pieces, draw) + tail;
    else if (kind < 0.8) changed = head + tail;
    else if (kind < 0.88) changed = head + stretch + stretch + tail;
    else if (kind < 0.96) {
      const place = Math.floor(draw() * (head.length + 1));
      changed = head.slice(0, place) + stretch + head.slice(place) + tail;
    } else changed = head;
  }
  return changed;
}
