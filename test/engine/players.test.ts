/** Seats: which strategies a scenario may name, what noise does to play, and what a player sees. */

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkStrategies } from '../../src/engine/players.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { StrategyError } from '../../src/scenario/errors.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import type { GameView, Strategy } from '../../src/strategies/strategy.ts';
import { type Changes, shipped } from '../support/shipped.ts';

const QUIET: Changes = { horizonMonths: 60, 'stop.rule': 'horizon' };

/** A strategy of the test's own at every firm. */
function everywhere(decide: Strategy['decide'], changes: Changes = {}): { scenario: Economy; strategy: Strategy } {
  const scenario = shipped('baseline', { ...QUIET, ...changes });
  for (const firm of scenario.firms) firm.strategy = { id: 'probe', params: {} };
  const strategy: Strategy = {
    id: 'probe',
    summary: 'Looks.',
    cites: [],
    memoryDepth: Number.POSITIVE_INFINITY,
    stochastic: false,
    params: z.strictObject({}),
    start: () => ({}),
    decide,
  };
  return { scenario, strategy };
}

const run = ({ scenario, strategy }: ReturnType<typeof everywhere>, seed = 'seats') =>
  createSimulator(scenario, 'all', [strategy]).run(expandSeed(seed), 0);

describe('strategies of a scenario', () => {
  const problems = (scenario: Economy): readonly string[] => {
    try {
      checkStrategies(scenario);
      return [];
    } catch (error) {
      if (error instanceof StrategyError) return error.problems;
      throw error;
    }
  };

  it('are all checked, with every problem and a suggestion', () => {
    const found = problems(
      shipped('baseline', {
        'firms[AMZN].strategy': { id: 'tit-for-tatt', params: {} },
        'firms[ORCL].strategy': { id: 'return-threshold', params: { treshold: 1, width: 0 } },
      }),
    );
    expect(found[0]).toContain('firms[AMZN].strategy.id: unknown strategy "tit-for-tatt"');
    expect(found[0]).toContain('tit-for-tat');
    expect(found.slice(1).join('\n')).toContain('firms[ORCL].strategy.params');
    expect(found).toHaveLength(3);
  });

  it('must decide within [0, 1]', () => {
    expect(() => run(everywhere(() => 1.5))).toThrow(
      /probe of AMZN returned 1\.5 in month 2: expected a number in \[0, 1\]/,
    );
    expect(() => run(everywhere(() => 'race' as unknown as number))).toThrow(StrategyError);
  });

  it('of a user are blamed for what they throw', () => {
    const broken = everywhere(() => {
      throw new Error('no idea');
    });
    expect(() => run(broken)).toThrow(/probe of AMZN threw in month 2: no idea/);
  });

  it('that declare no chance cannot draw', () => {
    expect(() => run(everywhere((_view, _params, _memory, rng) => rng.uniform()))).toThrow(/stochastic: false/);
  });
});

describe('noise', () => {
  const slips = (execution: number): number => {
    const trace = run(everywhere(() => 0, { ...QUIET, horizonMonths: 240, 'noise.execution': execution }));
    const played = trace.column('intensity', 'firm');
    const width = trace.entities.firm.length;
    let count = 0;
    let all = 0;
    for (let month = 2; month < trace.months; month += 3) {
      for (let f = 0; f < width; f++) {
        count += played[month * width + f];
        all++;
      }
    }
    return count / all;
  };

  it('of execution flips what was decided as often as it says', () => {
    expect(slips(0)).toBe(0);
    expect(slips(1)).toBe(1);
    expect(Math.abs(slips(0.2) - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / 480));
  });

  it('of observation leaves play alone, misreads as often as it says, and never rereads otherwise', () => {
    const seen = new Map<string, number>();
    let misread = 0;
    const trace = run(
      everywhere(
        (view) => {
          for (let lag = 1; lag <= view.decision; lag++) {
            for (const rival of view.rivals) {
              const key = `${view.id}|${rival}|${view.decision - lag}`;
              const intensity = view.rivalIntensity(rival, lag);
              if (!seen.has(key)) {
                seen.set(key, intensity);
                misread += intensity;
              }
              if (seen.get(key) !== intensity) throw new Error(`${key} was read otherwise before`);
            }
          }
          return 0;
        },
        { 'noise.observation': 0.25 },
      ),
    );
    expect(Math.max(...trace.column('intensity', 'firm').subarray(12))).toBe(0);
    expect(Math.abs(misread / seen.size - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / seen.size));
  });
});

describe('view', () => {
  it('tells each firm its own name, its rivals, the month and its history', () => {
    const seen: { id: string; rivals: readonly string[]; month: number; decision: number }[] = [];
    const { scenario, strategy } = everywhere((view) => {
      seen.push({ id: view.id, rivals: [...view.rivals], month: view.economy?.month ?? -1, decision: view.decision });
      if (view.decision > 0) expect(view.ownIntended(1)).toBe(((view.decision - 1) % 4) / 4);
      return (view.decision % 4) / 4;
    });
    run({ scenario, strategy });
    const ids = scenario.firms.map(({ id }) => id).sort();
    expect(seen.slice(0, 6).map(({ id }) => id)).toEqual(ids);
    expect(seen[0]).toEqual({ id: ids[0], rivals: ids.slice(1), month: 2, decision: 0 });
    expect(seen.at(-1)).toMatchObject({ month: 59, decision: 19 });
  });

  it('shows nothing of the decision being taken, whoever decides first', () => {
    const { scenario, strategy } = everywhere((view) => {
      if (view.decision > 0) {
        const moves = view.rivals.map((rival) => view.rivalIntensity(rival, 1));
        expect(new Set(moves)).toEqual(new Set([((view.decision - 1) % 5) / 5]));
      }
      return (view.decision % 5) / 5;
    });
    run({ scenario, strategy });
  });

  it('refuses lags that are not there and rivals that are none', () => {
    const asks: readonly ((view: GameView) => unknown)[] = [
      (view) => view.ownRealised(view.decision + 1),
      (view) => view.ownIntended(0),
      (view) => view.rivalIntensity('nobody', 1),
      (view) => view.rivalIntensity(view.id, 1),
    ];
    const refused: number[] = [];
    const { scenario, strategy } = everywhere((view) => {
      if (view.decision > 0) {
        for (const [i, ask] of asks.entries()) {
          try {
            ask(view);
          } catch (error) {
            if (error instanceof RangeError) refused[i] = (refused[i] ?? 0) + 1;
          }
        }
      }
      return 1;
    });
    run({ scenario, strategy });
    expect(refused).toEqual(asks.map(() => 6 * 19));
  });

  it('reads the books that the trace records', () => {
    const cash: number[] = [];
    const built = everywhere((view) => {
      if (view.id === 'AMZN') cash.push(view.economy?.own.cashUsdBn ?? Number.NaN);
      return 1;
    });
    const trace = run(built);
    const width = trace.entities.firm.length;
    const at = trace.entities.firm.indexOf('AMZN');
    const recorded = trace.column('cash_usd_bn', 'firm');
    expect(cash).toEqual(Array.from({ length: 20 }, (_, k) => recorded[(3 * k + 1) * width + at]));
  });

  it('has no writable getter', () => {
    const { scenario, strategy } = everywhere((view) => {
      const books = view.economy?.own as { cashUsdBn: number } | undefined;
      if (books === undefined) return 0;
      books.cashUsdBn = 1e9;
      return 0;
    });
    expect(() => run({ scenario, strategy })).toThrow(StrategyError);
  });
});
