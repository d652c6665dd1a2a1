/** True when the text holds a wildcard: `*`, `?` or `[`. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/**
 * A check against a shell pattern: `*` for any text, `?` for one character, `[abc]`, `[a-z]` and
 * `[!a]` for one of a set. For paths, `*`, `?` and sets stop at a slash and `**` does not.
 */
export function compileGlob(
  pattern: string,
  kind: 'text' | 'path' = 'text',
): (text: string) => boolean {
  const any = kind === 'path' ? '[^/]' : '[^]';
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '*') {
      const isDeep = kind === 'path' && pattern[at + 1] === '*';
      if (!isDeep) source += `${any}*`;
      else if (pattern[at + 2] === '/') {
        source += '(?:[^]*/)?';
        at += 2;
      } else {
        source += '[^]*';
        at += 1;
      }
    } else if (character === '?') source += any;
    else if (character === '[') {
      const end = pattern.indexOf(']', pattern[at + 1] === '!' ? at + 3 : at + 2);
      if (end === -1) source += '\\[';
      else {
        source += characterSet(pattern.slice(at + 1, end));
        at = end;
      }
    } else source += character.replace(/[\\^$.|+(){}\]/]/, '\\$&');
  }
  const expression = new RegExp(`^${source}$`);
  return text => expression.test(text);
}

function characterSet(inside: string): string {
  const isNegated = inside.startsWith('!');
  const characters = (isNegated ? inside.slice(1) : inside).replace(/[\\\]^]/g, '\\$&');
  return `[${isNegated ? '^' : ''}${characters}]`;
}
