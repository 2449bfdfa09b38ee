/** Scripted matches for contract checks: fixed moves, and a view that records accesses of a strategy. */

import { isCooperation } from '../game/action.ts';
import { createGenerator, type Generator } from '../random/generator.ts';
import type { EconomyView, GameView, OwnBooks, PublicSignals } from './strategy.ts';

/** History up to every decision, shape [decision] or [decision][rival]. */
export interface Script {
  readonly decisions: number;
  readonly rivals: readonly string[];
  readonly hasEconomy: boolean;
  readonly own: readonly number[];
  readonly intended: readonly number[];
  readonly payoffs: readonly number[];
  readonly others: readonly (readonly number[])[];
  readonly books: readonly OwnBooks[];
  readonly signals: readonly PublicSignals[];
}

/** Accesses of a strategy to its view. */
export interface Watch {
  /** Largest lag read, and at which decision. */
  deepestLag: number;
  deepestAt: number;
  readonly writes: Set<string>;
}

/** Moves at the poles and between them are frequent. */
function move(chance: Generator): number {
  const u = chance.uniform();
  return u < 0.4 ? 0 : u < 0.8 ? 1 : chance.uniform();
}

const list = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

/** Make a script: moves are random, unless `constant` fixes them. */
export function writeScript(
  seed: string,
  shape: { readonly rivals: number; readonly decisions: number; readonly hasEconomy: boolean },
  constant?: number,
): Script {
  const chance = createGenerator(`contract/${seed}`);
  const { decisions, hasEconomy } = shape;
  const rivals = Array.from({ length: shape.rivals }, (_, i) => `rival-${i + 1}`);
  const next = (): number => constant ?? move(chance);
  return {
    decisions,
    rivals,
    hasEconomy,
    own: list(decisions, next),
    intended: list(decisions, next),
    payoffs: list(decisions, () => 5 * chance.normal()),
    others: list(decisions, () => rivals.map(next)),
    books: list(decisions, () => booksOf(chance)),
    signals: list(decisions, () => signalsOf(chance)),
  };
}

/** The same script with another past: moves before decision `from` are those of `other`. */
export function withOtherPast(script: Script, other: Script, from: number): Script {
  const mixed = <T>(a: readonly T[], b: readonly T[]): T[] => a.map((value, k) => (k < from ? b[k] : value));
  return {
    ...script,
    own: mixed(script.own, other.own),
    intended: mixed(script.intended, other.intended),
    payoffs: mixed(script.payoffs, other.payoffs),
    others: mixed(script.others, other.others),
  };
}

function booksOf(chance: Generator): OwnBooks {
  const capital = 300 * chance.uniform();
  return {
    marketShare: chance.uniform(),
    liveMw: 9000 * chance.uniform(),
    stagedMw: 900 * chance.uniform(),
    aiRevenueUsdBnPerYear: 200 * chance.uniform(),
    operatingProfitUsdBnPerYear: 60 * chance.normal(),
    aiCapitalUsdBn: capital,
    cashUsdBn: 120 * chance.uniform(),
    debtUsdBn: 200 * chance.uniform(),
    leverage: 3 * chance.normal(),
    roiPerYear: 0.2 * chance.normal(),
  };
}

function signalsOf(chance: Generator): PublicSignals {
  return {
    industryRoiPerYear: 0.2 * chance.normal(),
    computePriceIndex: 2 * chance.uniform(),
    utilisation: chance.uniform(),
    revenueGrowthPerYear: 0.4 * chance.normal(),
    systemsLeadMonths: 12 * chance.uniform(),
    systemsPriceIndex: 0.5 + chance.uniform(),
    queueWaitMonths: 60 * chance.uniform(),
    stagedMonths: 10 * chance.uniform(),
    narrative: chance.uniform(),
    stringency: chance.uniform(),
  };
}

/** First month in which a board decides, and months between decisions. */
const FIRST_MONTH = 2;
const MONTHS_PER_DECISION = 3;

/** The view of a script at a decision. */
export function scriptedView(script: Script, decision: number, watch: Watch): GameView {
  const { rivals, own, intended, payoffs, others } = script;
  const at = (lag: number): number => {
    if (!(lag >= 1) || lag > decision) throw new RangeError(`lag ${lag} is outside 1 .. ${decision}`);
    if (lag > watch.deepestLag) {
      watch.deepestLag = lag;
      watch.deepestAt = decision;
    }
    return decision - lag;
  };
  const watched = <T extends object>(target: T, name: string): T => watchWrites(target, name, watch.writes);
  const economy: EconomyView = {
    month: FIRST_MONTH + MONTHS_PER_DECISION * decision,
    own: watched({ ...script.books[decision] }, 'view.economy.own'),
    market: watched({ ...script.signals[decision] }, 'view.economy.market'),
  };
  const view: GameView = {
    decision,
    id: 'self',
    rivals: watched([...rivals], 'view.rivals'),
    ownIntended: (lag) => intended[at(lag)],
    ownRealised: (lag) => own[at(lag)],
    ownPayoff: (lag) => payoffs[at(lag)],
    rivalIntensity(rival, lag) {
      const r = rivals.indexOf(rival);
      if (r < 0) throw new RangeError(`no rival "${rival}"; rivals are ${rivals.join(', ')}`);
      return others[at(lag)][r];
    },
    cooperatingShare(lag) {
      const moves = others[at(lag)];
      return rivals.length === 0 ? 1 : moves.filter(isCooperation).length / rivals.length;
    },
    stage: watched({ own: (mine, theirs) => mine * (4 - mine) - 3 * theirs, group: (all) => -2 * all }, 'view.stage'),
    economy: script.hasEconomy ? watched(economy, 'view.economy') : undefined,
  };
  return watched(view, 'view');
}

/** Record writes without changing the target. */
export function watchWrites<T extends object>(target: T, name: string, writes: Set<string>): T {
  const note = (_target: T, key: string | symbol): boolean => {
    writes.add(`${name}.${String(key)}`);
    return true;
  };
  return new Proxy(target, { set: note, defineProperty: note, deleteProperty: note });
}
