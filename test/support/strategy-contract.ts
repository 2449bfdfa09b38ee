/** What every strategy must keep to, checked on recorded histories: range, determinism, memory, chance, and hands off the view. */

import { createGenerator, type Generator } from '../../src/random/generator.ts';
import type { EconomyView, GameView, Strategy } from '../../src/strategies/strategy.ts';

/** One decision of a past: what was decided, played and seen, and what it paid. */
export interface Turn {
  readonly intended: number;
  readonly realised: number;
  readonly rivals: readonly number[];
  readonly payoff: number;
}

/** Largest lag that a strategy looked at. */
interface Reading {
  lag: number;
}

const ECONOMY: EconomyView = {
  month: 14,
  own: {
    marketShare: 0.2,
    liveMw: 2500,
    stagedMw: 100,
    aiRevenueUsdBnPerYear: 40,
    operatingProfitUsdBnPerYear: 25,
    aiCapitalUsdBn: 110,
    cashUsdBn: 60,
    debtUsdBn: 50,
    leverage: 0.4,
    roiPerYear: 0.09,
  },
  market: {
    industryRoiPerYear: 0.08,
    computePriceIndex: 0.9,
    utilisation: 0.78,
    revenueGrowthPerYear: 0.3,
    systemsLeadMonths: 4,
    systemsPriceIndex: 1.05,
    queueWaitMonths: 32,
    stagedMonths: 1,
    narrative: 0.3,
    stringency: 0.1,
  },
};

/** Stage payoff of intensity `own` against `others`: the prisoner's dilemma 5, 3, 1, 0, mixed linearly. */
function payoff(own: number, others: number): number {
  return 3 * (1 - own) * (1 - others) + 5 * own * (1 - others) + own * others;
}

/** The view of a player after a past, most recent turn last; anything written to it, or read outside it, throws. */
export function viewOf(
  past: readonly Turn[],
  rivals: number,
  reading: Reading = { lag: 0 },
  economy?: EconomyView,
): GameView {
  const ids = Array.from({ length: rivals }, (_, i) => `rival-${i}`);
  const at = (lag: number): Turn => {
    if (!(Number.isInteger(lag) && lag >= 1 && lag <= past.length))
      throw new RangeError(`lag ${lag} of ${past.length}`);
    reading.lag = Math.max(reading.lag, lag);
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

/** Pasts of two players and of five, of moves and of shades between them. */
export function pasts(seed: string, length: number, rivals: number): Turn[] {
  const rng = createGenerator(`past/${seed}/${length}/${rivals}`);
  const mixed = rng.bernoulli(0.3);
  const lean = rng.uniform();
  const move = (): number => (mixed ? rng.uniform() : Number(rng.bernoulli(lean)));
  return Array.from({ length }, () => {
    const intended = move();
    return {
      intended,
      realised: rng.bernoulli(0.9) ? intended : 1 - intended,
      rivals: Array.from({ length: rivals }, move),
      payoff: 5 * rng.uniform() - 1,
    };
  });
}

interface Past {
  readonly turns: readonly Turn[];
  readonly rivals: number;
}

interface Played {
  readonly decision: number;
  readonly draws: number;
  readonly lag: number;
  readonly memory: unknown;
}

/** Decide at every turn of a past with memory handed from decision to decision; the last decision is what is told. */
function play(
  strategy: Strategy,
  params: unknown,
  { turns, rivals }: Past,
  passMemory: (memory: unknown) => unknown,
): Played {
  const economy = strategy.needs === 'economy' ? ECONOMY : undefined;
  const reading = { lag: 0 };
  let memory = strategy.start(params);
  let rng: Generator = createGenerator('contract');
  let draws = 0;
  let decision = Number.NaN;
  for (let k = 0; k <= turns.length; k++) {
    // Every decision starts from a generator of its own, so that what was drawn before does not reach the last one.
    draws += rng.draws;
    rng = createGenerator(`contract/${k}`);
    decision = strategy.decide(viewOf(turns.slice(0, k), rivals, reading, economy), params, memory, rng);
    memory = passMemory(memory);
  }
  return { decision, draws: draws + rng.draws, lag: reading.lag, memory };
}

const throughJson = (memory: unknown): unknown =>
  memory === undefined ? undefined : JSON.parse(JSON.stringify(memory));

/** Everything in which a strategy breaks the contract, in words; none when it keeps to it. */
export function contractViolations(strategy: Strategy, cases = 12): string[] {
  const found = new Set<string>();
  const params = strategy.params.parse({});
  let drew = 0;
  for (let i = 0; i < cases; i++) {
    const rivals = i % 3 === 0 ? 4 : 1;
    const length = [0, 1, 2, 3, 7, 25][i % 6];
    const turns = pasts(`${i}`, length, rivals);
    const past = { turns, rivals };
    try {
      const one = play(strategy, params, past, (memory) => memory);
      drew += one.draws;
      if (!(one.decision >= 0 && one.decision <= 1)) found.add(`decided ${one.decision}, outside [0, 1]`);
      const two = play(strategy, params, past, (memory) => memory);
      if (!Object.is(one.decision, two.decision)) found.add('decides differently on the same past');
      const json = play(strategy, params, past, throughJson);
      if (!Object.is(one.decision, json.decision)) found.add('decides differently after its memory went through JSON');
      if (JSON.stringify(throughJson(one.memory)) !== JSON.stringify(json.memory)) found.add('memory is no plain data');
      if (one.lag > strategy.memoryDepth)
        found.add(`looked ${one.lag} decisions back, more than ${strategy.memoryDepth}`);
      if (Number.isFinite(strategy.memoryDepth) && length > strategy.memoryDepth) {
        const recent = turns.slice(length - strategy.memoryDepth);
        const other = [...pasts(`other ${i}`, length, rivals).slice(0, length - strategy.memoryDepth), ...recent];
        const forgot = play(strategy, params, { turns: other, rivals }, (memory) => memory);
        if (!Object.is(one.decision, forgot.decision))
          found.add(`remembers more than ${strategy.memoryDepth} decisions`);
      }
    } catch (error) {
      found.add(error instanceof Error ? error.message : String(error));
    }
  }
  if (!strategy.stochastic && drew > 0) found.add('drew a random number although stochastic is false');
  if (strategy.stochastic && drew === 0) found.add('never drew a random number although stochastic is true');
  return [...found];
}
