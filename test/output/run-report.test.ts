/** One run in words, on a trace made by hand. */

import { expect, it } from 'vitest';
import type { Column } from '../../src/columns/column.ts';
import type { Outcome, Trace } from '../../src/columns/trace.ts';
import { boundLines, metricRows, outcomeLines, quarterTable } from '../../src/output/run-report.ts';

const COLUMNS: readonly Column[] = [
  { name: 'ai_capex_usd_bn', unit: 'USD bn/month', shape: 'scalar', description: 'A flow.' },
  { name: 'live_mw', unit: 'MW', shape: 'scalar', description: 'A stock.' },
  { name: 'bound_finance', unit: '1', shape: 'scalar', description: 'A share.' },
  { name: 'refused_for_sites', unit: '1', shape: 'scalar', description: 'A share.' },
];
const SERIES: Readonly<Record<string, readonly number[]>> = {
  ai_capex_usd_bn: [1, 2, 3, 4],
  live_mw: [1000, 2000, 3000, 4500],
  bound_finance: [0.2, 0.05, 0.5, 0.3],
  refused_for_sites: [0, 0.4, 0.6, 0],
};
const none: Outcome = {
  stopReason: 'horizon',
  wall: 'none',
  wallMonth: -1,
  wallReading: Number.NaN,
  nextWall: 'roi',
  worstResidual: 0,
};

function traceOf(outcome: Outcome): Trace {
  return {
    months: 4,
    entities: { firm: [], node: [], supplier: [], region: ['grid'], equity: [], venue: [] },
    kind: 'economy',
    equityClasses: [],
    column: (name) => Float64Array.from(SERIES[name]),
    events: [],
    outcome,
  };
}

it('sums flows over a quarter and takes stocks at its end, a last short quarter included', () => {
  expect(quarterTable(traceOf(none), COLUMNS, '2025-10')).toEqual({
    head: ['month', 'until', 'AI capex USD bn', 'live GW'],
    rows: [
      ['2', 'Dec 2025', '6', '3'],
      ['3', 'Jan 2026', '4', '4.5'],
    ],
  });
});

it('says when something held investment back', () => {
  expect(boundLines(traceOf(none), COLUMNS)).toEqual([
    'sites with power: 2 months, at most 60 % of wanted orders (months 1-2)',
    'finance: 3 months, at most 50 % of wanted orders with a site (months 0, 2-3)',
  ]);
});

it('says how a run ended', () => {
  expect(outcomeLines(traceOf(none), '2025-10')).toEqual([
    'No wall stopped the race in 4 months. The ROI wall came closest.',
  ]);
  const hit: Outcome = { ...none, stopReason: 'aftermath', wall: 'power', wallMonth: 1, wallReading: 9.5 };
  expect(outcomeLines(traceOf(hit), '2025-10')).toEqual([
    'The power wall stopped the race in month 1 (Nov 2025), at a reading of 9.5. The ROI wall was the next closest.',
    'The race paused, and the run followed the aftermath to month 3.',
  ]);
});

it('leaves out metrics that a run does not have', () => {
  const columns: Column[] = ['a_b', 'c', 'd'].map((name) => ({ name, unit: 'MW', shape: 'run', description: '' }));
  expect(metricRows(columns, { a_b: 1234.5, c: Number.NaN })).toEqual([['A b', '1.23 GW']]);
});

it('writes shares and the overspend in per cent, and names rows as the tables of compare do', () => {
  const share = { unit: '1', shape: 'run', description: '', range: [0, 1] } as const;
  const columns: Column[] = [
    { ...share, name: 'overspend_ratio', range: [0, Number.POSITIVE_INFINITY] },
    { ...share, name: 'air_pocket_hbm', range: [Number.NEGATIVE_INFINITY, 1] },
    { ...share, name: 'fall_after_wall_excess_index', range: [-1, 1] },
    { ...share, name: 'bullwhip_hbm', range: [0, Number.POSITIVE_INFINITY] },
  ];
  const values = { overspend_ratio: 2.42, air_pocket_hbm: 0.85, fall_after_wall_excess_index: 0.05, bullwhip_hbm: 7 };
  expect(metricRows(columns, values)).toEqual([
    ['Overspend', '242 %'],
    ['Deepest fall of orders, HBM', '85 %'],
    ['Fall after wall excess, index', '5 points'],
    ['Bullwhip, HBM', '7'],
  ]);
});
