/** Stage 9, accounts: every flow has a payer and a payee; identities are checked each month. */

import type { World } from '../world.ts';
import { stepBuilderBooks } from './step-builder-books.ts';
import { stepIdentities } from './identities.ts';
import { stepReturns } from './step-returns.ts';
import { stepSupplierBooks } from './step-supplier-books.ts';

/** Book the month for builders and suppliers, then check that money neither leaks nor appears. */
export function stepAccounts(world: World, month: number): void {
  world.flows.usdBn.fill(0);
  world.supplierBooks.revenue.fill(0);
  world.supplierBooks.capex.fill(0);
  stepBuilderBooks(world, month);
  stepSupplierBooks(world);
  stepReturns(world, month);
  stepIdentities(world);
}
