/** One run of the baseline as it was when last looked at: to the last bit, and as a table that a person can read. */

import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Trace } from '../src/columns/trace.ts';
import { MODEL_COLUMNS } from '../src/model/columns.ts';
import { simulate } from '../src/engine/simulate.ts';
import { MODEL_VERSION } from '../src/engine/version.ts';
import { runMetrics } from '../src/metrics/run-row.ts';
import { expectGolden } from './support/golden.ts';
import { loadScenario } from '../src/node/scenario-files.ts';
import { shipped } from './support/shipped.ts';

const SEED = 'golden';
const { scenario } = loadScenario('baseline');
const trace = simulate(scenario, SEED);
const free = simulate(shipped('baseline', { 'stop.rule': 'horizon' }), SEED);

/** First digits of the SHA-256 of each column with the ids of its entities, so that an added column moves no other. */
function hashesOf({ entities, ...source }: Trace): Record<string, string> {
  return Object.fromEntries(
    MODEL_COLUMNS.map(({ name, shape }) => {
      const values = source.column(name, shape);
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      const ids = shape === 'scalar' ? [] : entities[shape];
      return [`${shape}/${name}`, createHash('sha256').update(ids.join()).update(bytes).digest('hex').slice(0, 16)];
    }),
  );
}

/** A number to six significant digits; what rounds to nothing is nothing. */
const six = (value: number): string => (Math.abs(value) < 1e-9 ? '0' : String(Number(value.toPrecision(6))));

/** Scalar columns that the transcript shows. */
const SHOWN = [
  'capex_usd_bn',
  'ai_capex_usd_bn',
  'investment_mw',
  'delivered_mw',
  'live_mw',
  'staged_mw',
  'energised_mw',
  'queue_wait_months',
  'power_price_index',
  'adoption',
  'customer_return',
  'compute_price_index',
  'utilisation',
  'ai_revenue_usd_bn_per_year',
  'economic_profit_usd_bn',
  'roi_per_year',
  'payback_years',
  'debt_usd_bn',
  'stringency',
  'mean_intensity',
];

/** Lines of a table with a column as wide as its widest cell, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  return rows.map((row) => row.map((cell, c) => cell.padStart(widths[c])).join('  '));
}

function quarters(read: (month: number) => readonly string[]): string[][] {
  const rows: string[][] = [];
  for (let month = 2; month < trace.months; month += 3) rows.push([String(month), ...read(month)]);
  return rows;
}

function transcript(): string {
  const { node, firm } = trace.entities;
  const scalars = SHOWN.map((name) => trace.column(name, 'scalar'));
  const orders = trace.column('orders_mw', 'node');
  const capex = trace.column('ai_capex_usd_bn', 'firm');
  const events = trace.events.map(({ month, kind, entity, magnitude, detail }) =>
    [month, kind, entity, Number.isNaN(magnitude) ? '-' : six(magnitude), detail].join(' | '),
  );
  const metrics = Object.entries(runMetrics(trace)).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? six(value) : value}`,
  );
  return [
    `baseline, seed ${SEED}, model ${MODEL_VERSION}: the last month of every quarter`,
    '',
    ...table([['month', ...SHOWN], ...quarters((month) => scalars.map((values) => six(values[month])))]),
    '',
    'orders received, MW/month',
    ...table([['month', ...node], ...quarters((month) => node.map((_, n) => six(orders[month * node.length + n])))]),
    '',
    'AI capital expenditure, USD bn/month',
    ...table([['month', ...firm], ...quarters((month) => firm.map((_, f) => six(capex[month * firm.length + f])))]),
    '',
    'events',
    ...events,
    '',
    'metrics',
    ...metrics,
    '',
  ].join('\n');
}

it('gives the numbers of the transcript', () => {
  expectGolden('baseline-transcript.txt', transcript());
});

it('gives the same bits in every month of every column, paused and not', () => {
  const branch = trace.counterfactual;
  const hashes = {
    model: MODEL_VERSION,
    seed: SEED,
    months: trace.months,
    events: createHash('sha256').update(JSON.stringify(trace.events)).digest('hex'),
    paused: hashesOf(trace),
    horizonMonths: free.months,
    horizon: hashesOf(free),
  };
  if (branch !== undefined) expect(branch.firstMonth).toBe(trace.outcome.wallMonth + 1);
  expectGolden('baseline-bits.json', `${JSON.stringify(hashes, null, 2)}\n`);
});
