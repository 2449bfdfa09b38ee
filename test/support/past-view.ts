/** The view of a player after a past that a test writes down. */

import type { EconomyView, GameView } from '../../src/strategies/strategy.ts';

/** One decision of a past: what was decided, played and seen, and what it paid. */
export interface Turn {
  readonly intended: number;
  readonly realised: number;
  readonly rivals: readonly number[];
  readonly payoff: number;
}

/** Stage payoff of intensity `own` against `others`: the prisoner's dilemma 5, 3, 1, 0, mixed linearly. */
function payoff(own: number, others: number): number {
  return 3 * (1 - own) * (1 - others) + 5 * own * (1 - others) + own * others;
}

/** The view of a player after a past, most recent turn last; anything written to it, or read outside it, throws. */
export function viewOf(past: readonly Turn[], rivals: number, economy?: EconomyView): GameView {
  const ids = Array.from({ length: rivals }, (_, i) => `rival-${i}`);
  const at = (lag: number): Turn => {
    if (!(Number.isInteger(lag) && lag >= 1 && lag <= past.length))
      throw new RangeError(`lag ${lag} of ${past.length}`);
    return past[past.length - lag];
  };
  return sealed({
    decision: past.length,
    id: 'me',
    rivals: ids,
    ownIntended: (lag: number) => at(lag).intended,
    ownRealised: (lag: number) => at(lag).realised,
    ownPayoff: (lag: number) => at(lag).payoff,
    rivalIntensity: (rival: string, lag: number) => {
      if (!ids.includes(rival)) throw new RangeError(`no rival ${rival}`);
      return at(lag).rivals[ids.indexOf(rival)];
    },
    cooperatingShare: (lag: number) =>
      at(lag).rivals.filter((intensity) => intensity < 0.5).length / Math.max(1, rivals),
    stage: { own: payoff, group: (common: number) => (rivals + 1) * payoff(common, common) },
    economy,
  });
}

/** An object that cannot be written to, at any depth. */
function sealed<T extends object>(value: T): T {
  return new Proxy(value, {
    get(target, key) {
      const inner: unknown = Reflect.get(target, key);
      return typeof inner === 'object' && inner !== null ? sealed(inner) : inner;
    },
    set: (_, key) => {
      throw new TypeError(`the view was written to: ${String(key)}`);
    },
    deleteProperty: (_, key) => {
      throw new TypeError(`the view was written to: ${String(key)}`);
    },
    defineProperty: (_, key) => {
      throw new TypeError(`the view was written to: ${String(key)}`);
    },
  });
}
