/** Stock-flow consistency: what moved between sectors adds to zero and explains every change of what they own. */

import { describe, expect, it } from 'vitest';
import type { RecordedAccounts, Trace } from '../../src/columns/trace.ts';
import { createSimulator, simulate } from '../../src/engine/simulate.ts';
import { balanceSheet, columnSum, imbalance, rowSum, transactionsFlow } from '../../src/metrics/accounts.ts';
import { STOCK, STOCK_COUNT } from '../../src/model/accounts/stocks.ts';
import { FLOW, FLOW_COUNT, type FlowName, TRANSACTIONS } from '../../src/model/world/transactions.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Economy } from '../../src/scenario/economy.ts';
import { shipped } from '../support/shipped.ts';

const TOLERANCE = 1e-9;
const FLOWS = Object.keys(FLOW) as FlowName[];

/** Walls and pauses, a freeze of credit on levered builders, lost demand with cancellations, outages. */
const CASES: readonly (readonly [what: string, scenario: Economy, seeds: readonly string[]])[] = [
  ['baseline', shipped('baseline'), ['a', 'b', 'c']],
  ['power-tight', shipped('power-tight'), ['a', 'b']],
  ['regulation-tight', shipped('regulation-tight'), ['a', 'b']],
  ['slow-monetisation', shipped('slow-monetisation'), ['a', 'b']],
  ['hbm-outage', shipped('hbm-outage'), ['a']],
  ['all-race', shipped('all-race'), ['a', 'b']],
  ['no pause', shipped('baseline', { 'stop.rule': 'horizon' }), ['a']],
  [
    'credit freeze, lost demand and export control',
    shipped('all-race', {
      interventions: [
        { kind: 'credit-freeze', month: 12, months: 24, factor: 0.2 },
        { kind: 'demand-shock', month: 18, factor: 0.3 },
        { kind: 'export-control', month: 20, months: 12 },
      ],
    }),
    ['a', 'b'],
  ],
];

const traces: readonly (readonly [what: string, trace: Trace, accounts: RecordedAccounts])[] = CASES.flatMap(
  ([what, scenario, seeds]) =>
    seeds.map((seed) => {
      const trace = simulate(scenario, seed);
      if (trace.accounts === undefined) throw new Error('nothing recorded');
      return [`${what}, seed ${seed}`, trace, trace.accounts] as const;
    }),
);

/** What each stock gains from and loses to; nothing else may change it, so that there is no revaluation. */
const CAUSES: readonly (readonly [
  stock: readonly (keyof typeof STOCK)[],
  gains: readonly FlowName[],
  losses: readonly FlowName[],
])[] = [
  [
    ['builderSystems', 'builderUnpowered', 'builderShells', 'builderWorks'],
    ['systems', 'transformers', 'shells', 'turbines'],
    ['builderDepreciation'],
  ],
  [['builderPrepaid'], ['prepaid'], ['prepaymentUsed', 'prepaymentRefunded']],
  [['supplierDeferred'], ['prepaid'], ['prepaymentUsed', 'prepaymentRefunded']],
  [['builderDebt'], ['borrowed'], ['repaid']],
  [['supplierInventory'], ['components', 'variableConversion'], ['stockUsed']],
  [['supplierPlant'], ['equipment', 'supplierBuilding'], ['supplierDepreciation']],
  [
    ['builderEquity'],
    ['aiService', 'coreCashFlow'],
    ['liveSystems', 'serving', 'coreCapex', 'builderDepreciation', 'interest', 'builderTax', 'builderPayout'],
  ],
  [
    ['supplierEquity'],
    ['systems', 'transformers', 'components', 'equipment', 'otherSales', 'supplierFunding'],
    ['fixedConversion', 'stockUsed', 'supplierDepreciation', 'supplierTax', 'supplierPayout'],
  ],
  [['depositsAtStart'], [], []],
  [['customerMoney'], [], ['aiService', 'coreCashFlow', 'otherSales']],
  [['stateMoney'], ['builderTax', 'supplierTax'], []],
];

const stockAt = ({ stocksUsdBn }: RecordedAccounts, row: number, stock: keyof typeof STOCK): number =>
  stocksUsdBn[row * STOCK_COUNT + STOCK[stock]];
const flowAt = ({ flowsUsdBn }: RecordedAccounts, month: number, flow: FlowName): number =>
  flowsUsdBn[month * FLOW_COUNT + FLOW[flow]];

describe.each(traces)('%s', (_what, { months }, accounts) => {
  it('adds every row and column of what moved to zero, each month and in total', () => {
    for (let month = 0; month < months; month++) {
      expect(imbalance(transactionsFlow(accounts, month, month + 1)), `month ${month}`).toBeLessThan(TOLERANCE);
    }
    expect(imbalance(transactionsFlow(accounts, 0, months))).toBeLessThan(TOLERANCE);
  });

  it('balances what is owned and owed from the start on', () => {
    for (let month = 0; month <= months; month++) {
      const sheet = balanceSheet(accounts, month);
      const gross = sheet.rows.reduce(
        (sum, { cells }) => sum + cells.reduce<number>((s, c) => s + Math.abs(c ?? 0), 0),
        0,
      );
      for (const c of sheet.columns.keys()) expect(Math.abs(columnSum(sheet, c))).toBeLessThan(TOLERANCE * gross);
      const sums = new Map(sheet.rows.map((row) => [row.name, rowSum(row)]));
      for (const claim of ['money', 'debt', 'prepayments', 'equity']) {
        expect(Math.abs(sums.get(claim) ?? Number.NaN), `${claim}, month ${month}`).toBeLessThan(TOLERANCE * gross);
      }
      // What nobody owes is somebody's net worth.
      const total = [...sums.values()].reduce((sum, x) => sum + x, 0);
      expect(Math.abs(total)).toBeLessThan(TOLERANCE * gross);
      expect(sums.get('net worth')).toBeLessThan(0);
    }
  });

  it('explains every change of a stock by what moved, with nothing revalued', () => {
    for (let month = 0; month < months; month++) {
      for (const [stocks, gains, losses] of CAUSES) {
        let change = 0;
        let size = 1;
        for (const stock of stocks) {
          change += stockAt(accounts, month + 1, stock) - stockAt(accounts, month, stock);
          size += Math.abs(stockAt(accounts, month + 1, stock));
        }
        for (const flow of gains) change -= flowAt(accounts, month, flow);
        for (const flow of losses) change += flowAt(accounts, month, flow);
        expect(Math.abs(change) / size, `${stocks.join()}, month ${month}`).toBeLessThan(TOLERANCE);
      }
    }
  });
});

/** First month in which a kind of transaction is large enough to be missed; -1 when none. */
function monthWith(accounts: RecordedAccounts, months: number, flow: FlowName): number {
  for (let month = 0; month < months; month++) if (Math.abs(flowAt(accounts, month, flow)) > 1e-3) return month;
  return -1;
}

it.each(FLOWS)('notices when %s is left out or doubled', (flow) => {
  const found = traces
    .map(([, { months }, accounts]) => ({ accounts, month: monthWith(accounts, months, flow) }))
    .find(({ month }) => month >= 0);
  if (found === undefined) throw new Error(`${flow} occurs in no run`);
  const { accounts, month } = found;
  for (const factor of [0, 2]) {
    const flowsUsdBn = accounts.flowsUsdBn.slice();
    flowsUsdBn[month * FLOW_COUNT + FLOW[flow]] *= factor;
    expect(imbalance(transactionsFlow({ ...accounts, flowsUsdBn }, month, month + 1))).toBeGreaterThan(TOLERANCE);
  }
});

it('gives every kind of transaction a place of its own, and no payer that is its payee', () => {
  expect(Object.values(FLOW)).toEqual(FLOWS.map((_, i) => i));
  for (const { payer, payee } of Object.values(TRANSACTIONS)) expect(payer).not.toBe(payee);
});

it('adds the months of a period', () => {
  const [[, , accounts]] = traces;
  const cell = (from: number, to: number): number =>
    transactionsFlow(accounts, from, to).rows.find(({ name }) => name === 'AI service')?.cells[0] ?? Number.NaN;
  let year = 0;
  for (let month = 3; month < 15; month++) year += cell(month, month + 1);
  expect(cell(3, 15)).toBeCloseTo(year, 9);
});

it('agrees with the recorded columns', () => {
  const [[, trace, accounts]] = traces;
  const firms = trace.entities.firm.length;
  for (let month = 0; month < trace.months; month++) {
    let revenue = 0;
    for (let f = 0; f < firms; f++) revenue += trace.column('ai_revenue_usd_bn', 'firm')[month * firms + f];
    expect(flowAt(accounts, month, 'aiService')).toBeCloseTo(revenue, 9);
    expect(stockAt(accounts, month + 1, 'builderDebt')).toBeCloseTo(trace.column('debt_usd_bn', 'scalar')[month], 9);
  }
});

it('is recorded only where everything is, and not without money', () => {
  expect(simulate(shipped('baseline'), 'a', { record: 'metrics' }).accounts).toBeUndefined();
  expect(simulate(loadScenario('beer-game').scenario, 'a').accounts).toBeUndefined();
});

it('is the same in a simulator that has run before', () => {
  const simulator = createSimulator(shipped('baseline'), 'all');
  simulator.run(expandSeed('z'), 0);
  const { accounts } = simulator.run(expandSeed('a'), 0);
  expect(accounts).toEqual(traces[0][2]);
});
