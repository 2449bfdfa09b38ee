/** Stock corrected while the supply line is ignored: where it oscillates, with what period, and where it does not. */

import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const MEAN = 10_000;

/** Net stock, as deviation from its mean, after one shock of demand; goods come `delay` months after the next review. */
function stock(correction: number, delay: number, months: number): number[] {
  const trace = run({
    horizonMonths: months,
    supply: {
      orderTiming: 'end',
      policy: { kind: 'apiobpcs', stockAdjustMonths: 1 / correction, lineAdjustMonths: 1, lineWeight: 0 },
      forecast: { kind: 'constant', meanMwPerMonth: MEAN },
      nodes: [
        {
          id: 'node',
          leadMonths: 0,
          production: 'at-once',
          inputs: [{ id: 'external', leadMonths: delay + 1 }],
        },
      ],
    },
    demandProcess: [
      {
        id: 'customer',
        nodes: ['node'],
        process: { kind: 'list', mwPerMonth: Array.from({ length: months }, (_, t) => (t === 1 ? MEAN + 100 : MEAN)) },
      },
    ],
  });
  const backlog = trace.series('backlog_mw', 'node');
  return trace.series('on_hand_mw', 'node').map((mw, t) => mw - backlog[t]);
}

const swing = (series: readonly number[]): number => Math.max(...series) - Math.min(...series);

describe.each([
  [3, 0.445042, 14],
  [12, 0.125581, 50],
])('delay %i', (delay, printed, period) => {
  const boundary = 2 * Math.sin(Math.PI / (2 * (2 * delay + 1)));
  const months = 60 * period;
  const last = <T>(series: readonly T[]): readonly T[] => series.slice(-period);

  it(`swings for ever at a correction of ${printed}, with a period of ${period} months`, () => {
    expect(boundary).toBeCloseTo(printed, 6);
    const series = stock(boundary, delay, months);
    expect(swing(last(series))).toBeGreaterThan(1);
    for (let k = 1; k <= period; k++) {
      expect(Math.abs(series[months - k] - series[months - k - period])).toBeLessThan(1e-6);
    }
    const half = period / 2;
    expect(Math.abs(series[months - 1] + series[months - 1 - half])).toBeLessThan(1e-6);
  });

  it('dies out just below it and explodes just above', () => {
    const early = (series: readonly number[]): number => swing(series.slice(10 * period, 11 * period));
    const calm = stock(boundary * 0.98, delay, months);
    const wild = stock(boundary * 1.02, delay, months);
    expect(swing(last(calm))).toBeLessThan(0.8 * early(calm));
    expect(swing(last(wild))).toBeGreaterThan(1.2 * early(wild));
  });

  it('does not oscillate up to L^L / (L + 1)^(L + 1)', () => {
    const monotone = (delay / (delay + 1)) ** delay / (delay + 1);
    const crosses = (correction: number): boolean => stock(correction, delay, 600).some((mw) => mw > 1e-9);
    expect(crosses(monotone * 0.999)).toBe(false);
    expect(crosses(monotone * 1.05)).toBe(true);
  });
});
