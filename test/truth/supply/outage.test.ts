/** A base stock whose orders fail at random: exact expected cost, and the simulated mean around it. */

import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const [FAIL, RECOVER, HOLDING, STOCKOUT] = [0.04, 0.25, 0.25, 3];

/** Cost of every month at base stock `level`, lead 1, demand 1, under some disruption. */
function costs(level: number, disruption: object, months: number, seed = 'truth'): number[] {
  const trace = run(
    {
      horizonMonths: months,
      supply: {
        policy: { kind: 'base-stock', levelMw: level },
        forecast: { kind: 'constant', meanMwPerMonth: 1 },
        nodes: [
          {
            id: 'node',
            leadMonths: 0,
            production: 'at-once',
            inputs: [{ id: 'external', leadMonths: 1 }],
            cost: { holdingUsdPerMw: HOLDING, stockoutUsdPerMw: STOCKOUT },
            disruption: { kind: 'orders', ...disruption },
          },
        ],
      },
      demandProcess: [{ id: 'customer', nodes: ['node'], process: { kind: 'constant', mwPerMonth: 1 } }],
    },
    seed,
  );
  const stockout = trace.series('stockout_usd', 'node');
  return trace.series('holding_usd', 'node').map((usd, t) => usd + stockout[t]);
}

/** Expected cost a month: cost after j months without orders, weighted by the chance of being there. */
function expected(level: number): number {
  const start = 5;
  const longest = 400;
  const dates = Array.from({ length: longest }, (_, k) => start + k);
  const series = costs(level, { months: dates }, start + longest);
  const up = RECOVER / (FAIL + RECOVER);
  let chance = up;
  let mean = 0;
  for (let j = 0; j < longest; j++) {
    mean += chance * series[start + j];
    chance *= j === 0 ? FAIL : 1 - RECOVER;
  }
  return mean;
}

describe('base stock under a Markov outage of orders', () => {
  it.each([
    [3, 1.37069],
    [4, 1.368534],
    [5, 1.429418],
  ])('level %i costs %f a month', (level, printed) => {
    expect(expected(level)).toBeCloseTo(printed, 6);
  });

  it('simulated, agrees within four standard errors', () => {
    const [level, seeds, months] = [3, 50, 3000];
    const means = Array.from({ length: seeds }, (_, k) => {
      const series = costs(level, { failPerMonth: FAIL, recoverPerMonth: RECOVER }, months, `seed ${k}`);
      return series.reduce((sum, usd) => sum + usd, 0) / months;
    });
    const mean = means.reduce((sum, usd) => sum + usd, 0) / seeds;
    const deviation = Math.sqrt(means.reduce((sum, usd) => sum + (usd - mean) * (usd - mean), 0) / (seeds - 1));
    expect(Math.abs(mean - expected(level))).toBeLessThan((4 * deviation) / Math.sqrt(seeds));
  });
});

it.each([
  ['free without a rate', {}, {}, [0, 0]],
  ['at the rate of the supplier', {}, { holdingUsdPerMw: 3 }, [0, 24]],
  ['at the rate of the node, which takes precedence', { inputHoldingUsdPerMw: 2 }, { holdingUsdPerMw: 3 }, [8, 16]],
])('a maker to order holds inputs %s', (_, maker, supplier, [outside, inside]) => {
  // A base stock of 4 without a lead time holds inputs for 4 at the end of every month; a unit takes 2 of steel.
  const steel = { id: 'steel', leadMonths: 0, cost: supplier };
  const bill = { external: { id: 'external' }, steel: { id: 'steel', mwPerMw: 2 } };
  const cost = (input: keyof typeof bill): number[] =>
    run({
      horizonMonths: 6,
      supply: {
        policy: { kind: 'base-stock', levelMw: 4 },
        forecast: { kind: 'constant', meanMwPerMonth: 2 },
        nodes: [{ id: 'maker', leadMonths: 0, inputs: [bill[input]], cost: { holdingUsdPerMw: 50, ...maker } }, steel],
      },
      demandProcess: [{ id: 'buyers', nodes: ['maker'], process: { kind: 'constant', mwPerMonth: 2 } }],
    }).series('holding_usd', 'maker');
  expect(cost('external')).toEqual(new Array(6).fill(outside));
  expect(cost('steel')).toEqual(new Array(6).fill(inside));
});

it('a factory that stops for a month makes up for it with its spare capacity', () => {
  const trace = run({
    horizonMonths: 14,
    supply: {
      policy: { kind: 'base-stock', levelMw: 0 },
      forecast: { kind: 'constant', meanMwPerMonth: 10 },
      nodes: [
        { id: 'factory', leadMonths: 0, capacityOverRate: 1.25, disruption: { kind: 'production', months: [6] } },
      ],
    },
    demandProcess: [
      { id: 'buyers', nodes: ['factory'], process: { kind: 'list', mwPerMonth: new Array(14).fill(10) } },
    ],
  });
  const shipped = [...new Array(6).fill(10), 0, 12.5, 12.5, 12.5, 12.5, 10, 10, 10];
  expect(trace.series('shipments_mw', 'factory')).toEqual(shipped);
  const backlog = trace.series('backlog_mw', 'factory');
  expect(backlog.map((mw) => mw - backlog[0])).toEqual([0, 0, 0, 0, 0, 0, 10, 7.5, 5, 2.5, 0, 0, 0, 0]);
});
