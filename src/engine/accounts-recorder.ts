/** Records monthly flows between sectors and their stocks, in arrays that every run reuses. */

import type { RecordedAccounts } from '../columns/trace.ts';
import { fillStocks, STOCK_COUNT } from '../model/accounts/stocks.ts';
import { FLOW_COUNT } from '../model/world/transactions.ts';
import type { World } from '../model/world/world.ts';

export interface AccountsRecorder {
  /** Copy the stocks of month 0. */
  open(world: World): void;
  /** Copy the month's flows and closing stocks. */
  record(world: World, month: number): void;
  values(months: number): RecordedAccounts;
}

/** Recorder for runs of at most `maxMonths`. */
export function createAccountsRecorder(maxMonths: number): AccountsRecorder {
  const flows = new Float64Array(maxMonths * FLOW_COUNT);
  const stocks = new Float64Array((maxMonths + 1) * STOCK_COUNT);
  return {
    open(world) {
      fillStocks(world, stocks, 0);
    },
    record(world, month) {
      flows.set(world.flows.usdBn, month * FLOW_COUNT);
      fillStocks(world, stocks, month + 1);
    },
    values: (months) => ({
      flowsUsdBn: flows.subarray(0, months * FLOW_COUNT),
      stocksUsdBn: stocks.subarray(0, (months + 1) * STOCK_COUNT),
    }),
  };
}
