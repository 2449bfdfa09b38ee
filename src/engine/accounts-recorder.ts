/** Keeps what moved between sectors and what they own, month by month, in arrays that every run reuses. */

import type { RecordedAccounts } from '../columns/trace.ts';
import { fillStocks, STOCK_COUNT } from '../model/accounts/stocks.ts';
import { FLOW_COUNT } from '../model/world/transactions.ts';
import type { World } from '../model/world/world.ts';

export interface AccountsRecorder {
  /** Copy the month's flows and closing stocks. */
  record(world: World, month: number): void;
  values(months: number): RecordedAccounts;
}

/** Recorder for runs of at most `maxMonths` that all start from the world as it stands now. */
export function createAccountsRecorder(start: World, maxMonths: number): AccountsRecorder {
  const flows = new Float64Array(maxMonths * FLOW_COUNT);
  const stocks = new Float64Array((maxMonths + 1) * STOCK_COUNT);
  fillStocks(start, stocks, 0);
  return {
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
