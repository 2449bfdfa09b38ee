/** Did-you-mean suggestions: the known word nearest to the typed one. */

import { distance } from 'fastest-levenshtein';

/** Edits that still count as a typing error, per letter of the longer word. */
const TOLERANCE = 0.4;

/** The nearest candidate, or undefined when none is near; capitals, hyphens and underscores are ignored. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, '');
  const target = plain(word);
  let best: string | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const other = plain(candidate);
    const contained = target.length >= 4 && (other.includes(target) || (other.length >= 4 && target.includes(other)));
    const limit = Math.floor(Math.max(target.length, other.length) * TOLERANCE);
    // Letters in another order are one slip, although swapping two of them counts as two edits.
    const edits = letters(target) === letters(other) ? Math.min(1, distance(target, other)) : distance(target, other);
    if (edits > limit && !contained) continue;
    const score = contained ? Math.min(edits, limit) : edits;
    if (score < bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function letters(word: string): string {
  return Array.from(word).sort().join('');
}

/** ` (did you mean x?)`, or an empty text. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const guess = nearest(word, candidates);
  return guess === undefined || guess === word ? '' : ` (did you mean ${guess}?)`;
}

/** `a, b or c`. */
export function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
