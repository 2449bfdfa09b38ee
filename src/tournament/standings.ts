/** Results of a tournament: scores, payoffs of every entrant against every other, and invasions. */

import { mean } from '../numeric/statistics.ts';
import type { Invasion } from '../equilibrium/invasion.ts';
import type { CellResult, Entrant } from './arena.ts';
import type { Cell } from './design.ts';
import { type Estimate, estimateOf, signOf } from './estimate.ts';

export interface Standing {
  readonly name: string;
  readonly rank: number;
  /** Mean payoff without self-play, over repetitions. */
  readonly score: Estimate;
  /** Score minus the mean score of all entrants, paired by repetition, so that common random draws cancel. */
  readonly edge: Estimate;
  /** Payoff when all seats are its own. */
  readonly selfPlay: Estimate;
  readonly cooperation: number;
  /** Matches won per repetition against one opponent; NaN with more players. */
  readonly matchesWon: number;
  /** Share of repetitions in which it scored best; ties are split. */
  readonly firstShare: number;
  /**
   * Exploitability: gain of the best-reply entrant where all others play this strategy; 0 when it is its own best
   * reply.
   */
  readonly exploitability: Estimate;
  /** The best-reply entrant. */
  readonly bestReply: string;
  /** The paired difference to the next rank is not significant (its interval contains zero). */
  readonly isTiedWithNext: boolean;
}

export interface Pairing {
  /** Indices of the entrants: `row` alone among `column`. */
  readonly row: number;
  readonly column: number;
  readonly payoff: Estimate;
  readonly columnPayoff: Estimate;
  readonly cooperation: number;
  readonly columnCooperation: number;
  /** Payoff of row minus column's self-play, paired by repetition. */
  readonly entry: Estimate;
  /** `unclear` when the difference is not significant; NaN pairs are left out. */
  readonly invasion: Invasion | 'unclear' | 'self';
}

export interface Standings {
  /** Best first. */
  readonly ranking: readonly Standing[];
  /** Shape [row][column], the order of the entrants. */
  readonly pairs: readonly (readonly Pairing[])[];
  readonly failures: readonly { readonly cell: string; readonly repetition: number; readonly reason: string }[];
}

/** Sums of one value over repetitions; failed ones are skipped. */
class Series {
  readonly #sum: Float64Array;
  readonly #weight: Float64Array;

  constructor(repetitions: number) {
    this.#sum = new Float64Array(repetitions);
    this.#weight = new Float64Array(repetitions);
  }

  add(repetition: number, value: number, weight = 1): void {
    if (Number.isNaN(value)) return;
    this.#sum[repetition] += weight * value;
    this.#weight[repetition] += weight;
  }

  /** Mean of a repetition; NaN when none of it was played. */
  at(repetition: number): number {
    return this.#sum[repetition] / this.#weight[repetition];
  }

  all(): number[] {
    return Array.from(this.#sum, (_, k) => this.at(k));
  }
}

interface Tables {
  readonly payoff: Series[][];
  readonly other: Series[][];
  readonly cooperation: Series[][];
  readonly otherCooperation: Series[][];
  readonly score: Series[];
  readonly fieldCooperation: Series[];
  readonly wins: Float64Array;
}

const known = (values: readonly number[]): number[] => values.filter((value) => !Number.isNaN(value));
const meanOf = (values: readonly number[]): number => estimateOf(known(values)).mean;

/** Compute the standings from all cells. */
export function standingsOf(
  entrants: readonly Entrant[],
  cells: readonly Cell[],
  results: readonly CellResult[],
  repetitions: number,
): Standings {
  const isTwo = cells.every(({ role }) => role === 'pair');
  const tables = fillTables(entrants.length, cells, results, repetitions);
  const pairs = entrants.map((_, i) => entrants.map((_other, j) => pairingOf(tables, i, j)));
  const scores = tables.score.map((series) => series.all());
  const firsts = firstShares(scores, repetitions);
  const field = Array.from({ length: repetitions }, (_, k) => mean(scores.map((own) => own[k])));
  const standings = entrants.map(({ name }, i) => ({
    name,
    score: estimateOf(known(scores[i])),
    edge: estimateOf(known(scores[i].map((score, k) => score - field[k]))),
    selfPlay: pairs[i][i].payoff,
    cooperation: meanOf(tables.fieldCooperation[i].all()),
    matchesWon: isTwo ? tables.wins[i] / repetitions : Number.NaN,
    firstShare: firsts[i],
    ...exploitationOf(pairs, entrants, i),
    scores: scores[i],
  }));
  const sorted = standings
    .map((standing, index) => ({ standing, index }))
    .sort((a, b) => higherFirst(a.standing.score.mean, b.standing.score.mean) || a.index - b.index)
    .map(({ standing }) => standing);
  const ranking = sorted.map(({ scores: own, ...standing }, place): Standing => {
    const next = sorted[place + 1];
    const differences = next === undefined ? [] : known(own.map((score, k) => score - next.scores[k]));
    const isTiedWithNext = next !== undefined && signOf(estimateOf(differences)) !== 'positive';
    return { ...standing, rank: place + 1, isTiedWithNext };
  });
  const failures = results.flatMap((result, c) =>
    result.failures.map((failure) => ({ cell: cells[c].seats.map((i) => entrants[i].name).join(' / '), ...failure })),
  );
  return { ranking, pairs, failures };
}

/** The best reply to an entrant whom all others play; the entrant itself where none earns more. */
function exploitationOf(
  pairs: readonly (readonly Pairing[])[],
  entrants: readonly Entrant[],
  resident: number,
): Pick<Standing, 'exploitability' | 'bestReply'> {
  let best = resident;
  for (let i = 0; i < pairs.length; i++) {
    if (pairs[i][resident].entry.mean > pairs[best][resident].entry.mean) best = i;
  }
  return { exploitability: pairs[best][resident].entry, bestReply: entrants[best].name };
}

/** Entrants without a completed match are last. */
function higherFirst(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return b - a;
}

function fillTables(
  count: number,
  cells: readonly Cell[],
  results: readonly CellResult[],
  repetitions: number,
): Tables {
  const series = (): Series[] => Array.from({ length: count }, () => new Series(repetitions));
  const square = (): Series[][] => Array.from({ length: count }, series);
  const tables: Tables = {
    payoff: square(),
    other: square(),
    cooperation: square(),
    otherCooperation: square(),
    score: series(),
    fieldCooperation: series(),
    wins: new Float64Array(count),
  };
  const isTwo = cells.every(({ role }) => role === 'pair');
  for (const [c, cell] of cells.entries()) {
    if (cell.role === 'pair') recordPair(tables, cell, results[c], isTwo);
    else recordField(tables, cell, results[c]);
  }
  return tables;
}

/** One entrant against copies of another: the single one is the row; with two players both are rows. */
function recordPair(
  tables: Tables,
  { seats, count, lone }: Cell,
  { payoffs, cooperation }: CellResult,
  isTwo: boolean,
): void {
  const width = seats.length;
  const row = seats[lone];
  const column = seats[lone === 0 ? width - 1 : 0];
  for (let k = 0; k < count; k++) {
    let [others, othersCooperation] = [0, 0];
    for (let s = 0; s < width; s++) {
      const isLone = s === lone;
      // Among copies every seat gives the same value.
      if (isLone || row === column) {
        tables.payoff[row][column].add(k, payoffs[k * width + s]);
        tables.cooperation[row][column].add(k, cooperation[k * width + s]);
      }
      if (!isLone) {
        others += payoffs[k * width + s] / (width - 1);
        othersCooperation += cooperation[k * width + s] / (width - 1);
      }
    }
    tables.other[row][column].add(k, row === column ? tables.payoff[row][row].at(k) : others);
    tables.otherCooperation[row][column].add(
      k,
      row === column ? tables.cooperation[row][row].at(k) : othersCooperation,
    );
    if (!isTwo || row === column) continue;
    const [a, b] = [payoffs[k * 2], payoffs[k * 2 + 1]];
    tables.payoff[column][row].add(k, b);
    tables.cooperation[column][row].add(k, cooperation[k * 2 + 1]);
    tables.other[column][row].add(k, a);
    tables.otherCooperation[column][row].add(k, cooperation[k * 2]);
    for (const [entrant, own, cooperated] of [
      [row, a, cooperation[k * 2]],
      [column, b, cooperation[k * 2 + 1]],
    ]) {
      tables.score[entrant].add(k, own);
      tables.fieldCooperation[entrant].add(k, cooperated);
    }
    if (a !== b && !Number.isNaN(a) && !Number.isNaN(b)) tables.wins[a > b ? row : column]++;
  }
}

function recordField(tables: Tables, cell: Cell, { payoffs, cooperation }: CellResult): void {
  const { seats, first, count, weight } = cell;
  const width = seats.length;
  if (seats.every((entrant) => entrant === seats[0])) return;
  for (let k = 0; k < count; k++) {
    for (let s = 0; s < width; s++) {
      tables.score[seats[s]].add(first + k, payoffs[k * width + s], weight);
      tables.fieldCooperation[seats[s]].add(first + k, cooperation[k * width + s], weight);
    }
  }
}

function pairingOf(tables: Tables, row: number, column: number): Pairing {
  const own = tables.payoff[row][column].all();
  const resident = tables.payoff[column][column].all();
  const entry = estimateOf(known(own.map((payoff, k) => payoff - resident[k])));
  const inside = tables.payoff[row][row].all().map((payoff, k) => payoff - tables.payoff[column][row].at(k));
  return {
    row,
    column,
    payoff: estimateOf(known(own)),
    columnPayoff: estimateOf(known(tables.other[row][column].all())),
    cooperation: meanOf(tables.cooperation[row][column].all()),
    columnCooperation: meanOf(tables.otherCooperation[row][column].all()),
    entry,
    invasion: row === column ? 'self' : invasionOf(entry, estimateOf(known(inside))),
  };
}

/** Differences this small are rounding errors. */
const TIE = 1e-9;

function invasionOf(entry: Estimate, growth: Estimate): Pairing['invasion'] {
  for (const difference of [entry, growth]) {
    if (difference.sd < TIE && Math.abs(difference.mean) < TIE) continue;
    if (difference.low > 0) return 'invades';
    return difference.high < 0 ? 'repelled' : 'unclear';
  }
  return 'neutral';
}

function firstShares(scores: readonly (readonly number[])[], repetitions: number): number[] {
  const wins = scores.map(() => 0);
  let played = 0;
  for (let k = 0; k < repetitions; k++) {
    const best = Math.max(...known(scores.map((own) => own[k])));
    const winners = scores.flatMap((own, i) => (own[k] === best ? [i] : []));
    for (const i of winners) wins[i] += 1 / winners.length;
    played += Math.min(winners.length, 1);
  }
  return wins.map((won) => won / played);
}
