/** Every column that a run of the economy can record, in the order of the schedule. */

import type { Economy } from '../scenario/economy.ts';
import { ACCOUNTS_COLUMNS } from './accounts/columns.ts';
import { CAPEX_COLUMNS } from './capex/columns.ts';
import { CONDITIONS_COLUMNS } from './conditions-columns.ts';
import { DEMAND_COLUMNS } from './demand/columns.ts';
import { MARKET_COLUMNS } from './market/columns.ts';
import type { ModelColumn } from './world/world.ts';
import { POWER_COLUMNS } from './power/columns.ts';
import { REGULATION_COLUMNS } from './regulation/columns.ts';
import { NODE_COLUMNS, SUPPLIER_COLUMNS } from './supply/columns.ts';

/** Supply columns, read from the network of the world. */
const SUPPLY_COLUMNS: readonly ModelColumn[] = [...NODE_COLUMNS, ...SUPPLIER_COLUMNS].map((column) => ({
  ...column,
  shape: column.shape as 'node' | 'supplier',
  read: (world) => column.read(world.supply, world.network),
}));

const NOTHING = new Float64Array(0);

/** Market columns, read from the market of the world, with the financing conditions of builders. */
const LISTED_COLUMNS: readonly ModelColumn[] = [
  ...MARKET_COLUMNS.map((column): ModelColumn => {
    if (column.shape === 'scalar') {
      return { ...column, read: ({ market }) => (market === undefined ? Number.NaN : column.read(market)) };
    }
    return { ...column, read: ({ market }) => (market === undefined ? NOTHING : column.read(market)) };
  }),
  ...CONDITIONS_COLUMNS,
];

export const MODEL_COLUMNS: readonly ModelColumn[] = [
  ...CAPEX_COLUMNS,
  ...SUPPLY_COLUMNS,
  ...POWER_COLUMNS,
  ...DEMAND_COLUMNS,
  ...ACCOUNTS_COLUMNS,
  ...REGULATION_COLUMNS,
  ...LISTED_COLUMNS,
];

/** Columns of runs of a scenario; those of the market only with a market. */
export function columnsOf(scenario: Economy): readonly ModelColumn[] {
  return scenario.market === undefined ? MODEL_COLUMNS.filter((c) => !LISTED_COLUMNS.includes(c)) : MODEL_COLUMNS;
}
