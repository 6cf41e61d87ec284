/** Ways that differ in a key alone: where there are too many to tell each, the key is data and no word of the program. */
import type { Word } from './path-words.ts';

export interface Way {
  count: number;
  words: readonly Word[];
}

const ANY_KEY = '[]';

/** Largest first. Where more than `shown` ways differ at one place only, and by a key, they are told as one. */
export function withoutKeys(ways: readonly Way[], shown: number): Way[] {
  let all = [...ways];
  const length = Math.max(0, ...ways.map(({ words }) => words.length));
  for (let place = 0; place < length && all.length > shown; place++) all = joinedAt(all, place, shown);
  return all.sort((a, b) => b.count - a.count);
}

function joinedAt(ways: readonly Way[], place: number, shown: number): Way[] {
  const others: Way[] = [];
  const alike = new Map<string, Way[]>();
  for (const way of ways) {
    const key = way.words[place]?.text ?? '';
    if (!key.startsWith('.')) {
      others.push(way);
      continue;
    }
    const rest = keyOf(way.words.with(place, { text: typeOf(key) }));
    const known = alike.get(rest);
    if (known === undefined) alike.set(rest, [way]);
    else known.push(way);
  }
  return [
    ...others,
    ...[...alike.values()].flatMap((group) => (group.length > shown ? [joined(group, place)] : group)),
  ];
}

function joined(ways: readonly Way[], place: number): Way {
  const words = ways[0]?.words ?? [];
  return {
    count: ways.reduce((sum, { count }) => sum + count, 0),
    words: words.with(place, { text: `${ANY_KEY}${typeOf(words[place]?.text ?? '')}` }),
  };
}

/** Of `.key: Type`, what stands behind the key. */
function typeOf(word: string): string {
  const at = word.lastIndexOf(': ');
  return at < 0 ? '' : word.slice(at);
}

/** The same for ways that are told alike. */
export function keyOf(words: readonly Word[]): string {
  return words.map(({ text, scope = 0 }) => `${text}@${scope}`).join('\n');
}
