/** Reads and writes games in normal form as Gambit does: `.nfg` files with payoffs or with outcomes. */

import type { GameTable } from '../equilibrium/game-table.ts';
import { profileTotal } from '../equilibrium/profile-payoffs.ts';
import { counted } from '../numeric/counted.ts';
import { UsageError } from '../scenario/errors.ts';

interface Token {
  readonly kind: 'text' | 'word' | 'open' | 'close';
  readonly value: string;
  readonly line: number;
}

/**
 * Read a `.nfg` file. Payoffs may be whole numbers, decimals or fractions.
 *
 * @throws UsageError  Naming file, line and what is wrong.
 *
 * Source: the file formats of Gambit, [Gambit2023].
 */
export function readNfgGame(text: string, file: string): GameTable {
  const reader = openTokens(text, file);
  if (reader.word() !== 'NFG') throw reader.wrong('expected a file that begins with NFG 1 R');
  if (reader.word() !== '1') throw reader.wrong('expected version 1');
  if (!['R', 'D'].includes(reader.word())) throw reader.wrong('expected R or D');
  const title = reader.text();
  const players = reader.list(() => reader.text());
  const moves = reader.list((): string[] => {
    if (reader.peek()?.kind === 'open') return reader.list(() => reader.text());
    const count = Number(reader.word());
    if (!(Number.isInteger(count) && count >= 1)) throw reader.wrong('expected a number of strategies');
    return Array.from({ length: count }, (_, i) => String(i + 1));
  });
  if (moves.length !== players.length) {
    throw reader.wrong(`strategies are given for ${counted(moves.length, 'player')}, there are ${players.length}`);
  }
  if (reader.peek()?.kind === 'text') reader.text();
  const total = profileTotal(moves.map((names) => names.length));
  const payoffs =
    reader.peek()?.kind === 'open' ? byOutcome(reader, players.length, total) : listed(reader, players.length, total);
  if (reader.peek() !== undefined) throw reader.wrong(`expected the payoffs of ${total} profiles, got more`);
  return { title: title || file, players, moves, payoffs };
}

/** Text of a `.nfg` file with the payoffs of every profile. */
export function nfgText({ title, players, moves, payoffs }: GameTable): string {
  const quoted = (words: readonly string[]): string => `{ ${words.map(quote).join(' ')} }`;
  return [
    `NFG 1 R ${quote(title)} ${quoted(players)}`,
    '',
    `{ ${moves.map(quoted).join('\n  ')}\n}`,
    '""',
    '',
    ...payoffs.map((row) => row.join(' ')),
    '',
  ].join('\n');
}

function quote(words: string): string {
  return `"${words.replaceAll('"', String.raw`\"`)}"`;
}

type Reader = ReturnType<typeof openTokens>;

function openTokens(text: string, file: string) {
  const tokens = tokensOf(text);
  let at = 0;
  const wrong = (words: string): UsageError => {
    const line = tokens[Math.min(Math.max(0, at - 1), tokens.length - 1)]?.line ?? 1;
    return new UsageError(`${file}:${line}: ${words}`);
  };
  const next = (kind: Token['kind'], words: string): string => {
    const token = tokens[at];
    at++;
    if (token === undefined) throw wrong(`expected ${words}, got the end of the file`);
    if (token.kind !== kind) throw wrong(`expected ${words}, got ${token.value}`);
    return token.value;
  };
  return {
    wrong,
    peek: (): Token | undefined => tokens[at],
    word: () => next('word', 'a number or a word'),
    text: () => next('text', 'text in quotes'),
    number(): number {
      const word = next('word', 'a payoff');
      const [top, bottom = '1', ...rest] = word.split('/');
      const value = Number(top) / Number(bottom);
      if (top === '' || bottom === '' || rest.length > 0 || !Number.isFinite(value)) {
        throw wrong(`expected a payoff, got ${word}`);
      }
      return value;
    },
    list<Item>(item: () => Item): Item[] {
      next('open', '{');
      const items: Item[] = [];
      while (tokens[at] !== undefined && tokens[at].kind !== 'close') items.push(item());
      next('close', '}');
      return items;
    },
  };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const [all, quoted, brace, word] of text.matchAll(/"((?:[^"\\]|\\.)*)"|([{}])|([^\s,{}"]+)|\n/g)) {
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll(/\\(.)/g, '$1'), line });
    else if (brace !== undefined) tokens.push({ kind: brace === '{' ? 'open' : 'close', value: brace, line });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word, line });
    line += all.split('\n').length - 1;
  }
  return tokens;
}

function listed(reader: Reader, players: number, total: number): number[][] {
  return Array.from({ length: total }, () => Array.from({ length: players }, () => reader.number()));
}

/** Outcomes with their payoffs, then the number of the outcome of each profile; outcome 0 pays 0 to all. */
function byOutcome(reader: Reader, players: number, total: number): number[][] {
  const outcomes = reader.list(() => {
    const [payoffs] = [reader.list(() => (reader.peek()?.kind === 'text' ? reader.text() : reader.number()))];
    const numbers = payoffs.filter((value): value is number => typeof value === 'number');
    if (numbers.length !== players)
      throw reader.wrong(`an outcome has ${counted(numbers.length, 'payoff')} for ${counted(players, 'player')}`);
    return numbers;
  });
  return Array.from({ length: total }, () => {
    const word = reader.word();
    const number = Number(word);
    if (!(Number.isInteger(number) && number >= 0 && number <= outcomes.length)) {
      throw reader.wrong(`expected an outcome from 0 to ${outcomes.length}, got ${word}`);
    }
    return number === 0 ? new Array<number>(players).fill(0) : outcomes[number - 1];
  });
}
