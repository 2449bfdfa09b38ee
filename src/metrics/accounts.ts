/** Matrices of stock-flow consistent accounting, from the recorded flows and stocks of a run [GodleyLavoie2007]. */

import type { RecordedAccounts } from '../columns/trace.ts';
import { STOCK, STOCK_COUNT } from '../model/accounts/stocks.ts';
import { type Account, ACCOUNTS, FLOW, FLOW_COUNT, type FlowName, TRANSACTIONS } from '../model/world/transactions.ts';

/** Sectors along the columns of a balance sheet. */
const SECTORS = ['builders', 'suppliers', 'customers', 'lenders', 'shareholders', 'state', 'contractors'] as const;
type Sector = (typeof SECTORS)[number];

export interface MatrixRow {
  readonly name: string;
  /** USD bn by column; `undefined` where a row has no cell. */
  readonly cells: readonly (number | undefined)[];
}

export interface Matrix {
  readonly columns: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/**
 * Flows in the months `from` to `to`, the latter exclusive: `+` is a source of money, `-` a use.
 *
 * Rows of transactions come from the flows. The last two come from the balance sheets: retained profit is the change of
 * equity minus new equity; the change in money is that of cash. So columns add to zero only when no flow is missing.
 */
export function transactionsFlow(accounts: RecordedAccounts, from: number, to: number): Matrix {
  const cells = new Map<string, Map<Account, number>>();
  const add = (row: string, account: Account, usdBn: number): void => {
    const found = cells.get(row) ?? new Map<Account, number>();
    found.set(account, (found.get(account) ?? 0) + usdBn);
    cells.set(row, found);
  };
  const moved = (flow: FlowName): number => {
    let usdBn = 0;
    for (let month = from; month < to; month++) usdBn += accounts.flowsUsdBn[month * FLOW_COUNT + FLOW[flow]];
    return usdBn;
  };
  for (const flow of Object.keys(FLOW) as FlowName[]) {
    const { row, payer, payee } = TRANSACTIONS[flow];
    const usdBn = moved(flow);
    add(row, payer, -usdBn);
    add(row, payee, usdBn);
  }
  const change = (stock: keyof typeof STOCK): number =>
    accounts.stocksUsdBn[to * STOCK_COUNT + STOCK[stock]] - accounts.stocksUsdBn[from * STOCK_COUNT + STOCK[stock]];
  const retained = {
    builders: change('builderEquity'),
    suppliers: change('supplierEquity') - moved('supplierFunding'),
  };
  for (const sector of ['builders', 'suppliers'] as const) {
    add('retained profit', `${sector}-current`, -retained[sector]);
    add('retained profit', `${sector}-capital`, retained[sector]);
  }
  add('change in money', 'builders-capital', -change('builderMoney'));
  add('change in money', 'suppliers-capital', -change('supplierMoney'));
  add('change in money', 'customers', -change('customerMoney'));
  add('change in money', 'lenders', -change('lenderMoney'));
  add('change in money', 'shareholders', -change('shareholderMoney'));
  add('change in money', 'state', -change('stateMoney'));
  add('change in money', 'contractors', -change('contractorMoney'));
  return {
    columns: ACCOUNTS,
    rows: [...cells].map(([name, found]) => ({ name, cells: ACCOUNTS.map((account) => found.get(account)) })),
  };
}

/**
 * Assets (`+`) and liabilities (`-`) of the sectors after so many months: 0 is the start. Money is counted from month
 * 0; initial deposits are a liability of the lenders. Equity is at book value and belongs to the shareholders; net
 * worth is the balance of a sector outside the model.
 */
export function balanceSheet(accounts: RecordedAccounts, months: number): Matrix {
  const at = (stock: keyof typeof STOCK): number => accounts.stocksUsdBn[months * STOCK_COUNT + STOCK[stock]];
  const equity = { builders: at('builderEquity'), suppliers: at('supplierEquity') };
  const held: readonly (readonly [name: string, cells: Partial<Record<Sector, number>>])[] = [
    [
      'money',
      {
        builders: at('builderMoney'),
        suppliers: at('supplierMoney'),
        customers: at('customerMoney'),
        lenders: at('lenderMoney') - at('depositsAtStart'),
        shareholders: at('shareholderMoney'),
        state: at('stateMoney'),
        contractors: at('contractorMoney'),
      },
    ],
    ['debt', { builders: -at('builderDebt'), lenders: at('builderDebt') }],
    ['prepayments', { builders: at('builderPrepaid'), suppliers: -at('supplierDeferred') }],
    ['AI systems energised', { builders: at('builderSystems') }],
    ['AI systems unpowered', { builders: at('builderUnpowered') }],
    ['shells and turbines', { builders: at('builderShells') }],
    ['construction in progress', { builders: at('builderWorks') }],
    ['inventories', { suppliers: at('supplierInventory') }],
    ["suppliers' plant", { suppliers: at('supplierPlant') }],
    [
      'equity',
      {
        builders: -equity.builders,
        suppliers: -equity.suppliers,
        shareholders: equity.builders + equity.suppliers,
      },
    ],
  ];
  const rows = held.map(([name, cells]) => ({ name, cells: SECTORS.map((sector) => cells[sector]) }));
  const outside = SECTORS.map((sector, c) =>
    sector === 'builders' || sector === 'suppliers' ? undefined : -columnSum({ columns: SECTORS, rows }, c),
  );
  return { columns: SECTORS, rows: [...rows, { name: 'net worth', cells: outside }] };
}

export function rowSum({ cells }: MatrixRow): number {
  return cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0);
}

export function columnSum({ rows }: Matrix, column: number): number {
  return rows.reduce((sum, { cells }) => sum + (cells[column] ?? 0), 0);
}

/** Largest sum of a row or a column of a flow matrix, relative to its flows. */
export function imbalance(matrix: Matrix): number {
  let worst = 0;
  const note = (lines: readonly (number | undefined)[]): void => {
    let sum = 0;
    let gross = 1;
    for (const cell of lines) {
      sum += cell ?? 0;
      gross += Math.abs(cell ?? 0);
    }
    worst = Number.isNaN(sum) ? Number.POSITIVE_INFINITY : Math.max(worst, Math.abs(sum) / gross);
  };
  for (const { cells } of matrix.rows) note(cells);
  for (let c = 0; c < matrix.columns.length; c++) note(matrix.rows.map(({ cells }) => cells[c]));
  return worst;
}
