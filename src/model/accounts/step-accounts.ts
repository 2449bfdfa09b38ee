/** Stage 9, accounts: every flow has a payer and a payee; identities are checked each month. */

import { clear } from '../../numeric/clear.ts';
import type { World } from '../world/world.ts';
import { stepBuilderBooks } from './step-builder-books.ts';
import { stepIdentities } from './identities.ts';
import { stepReturns } from './step-returns.ts';
import { stepSupplierBooks } from './step-supplier-books.ts';

/** Account for the month of builders and suppliers, then check that money is conserved. */
export function stepAccounts(world: World, month: number): void {
  clear(world.flows.usdBn);
  clear(world.supplierBooks.revenue);
  clear(world.supplierBooks.capex);
  stepBuilderBooks(world, month);
  stepSupplierBooks(world);
  stepReturns(world, month);
  stepIdentities(world);
}
