/** Accounting identities, checked every month to 1e-9 of the amounts involved. */

import type { World } from '../world/world.ts';

/** Largest relative residual that rounding explains; a run that exceeds it is a defect. */
export const RESIDUAL_TOLERANCE = 1e-9;

/**
 * Check that balance sheets balance, that buyers' prepayments equal sellers' deferred revenue, and that the cash of all
 * sectors still adds to its sum at month 0. Stores the worst relative residual and the name of its identity.
 */
export function stepIdentities(world: World): void {
  const { books, supplierBooks, sectors, derived, links } = world;
  let prepaid = 0;
  let cash = sectors.customers + sectors.lenders + sectors.shareholders + sectors.state + sectors.contractors;
  let gross =
    Math.abs(sectors.customers) +
    Math.abs(sectors.lenders) +
    Math.abs(sectors.shareholders) +
    Math.abs(sectors.contractors);
  for (let f = 0; f < derived.firmCount; f++) {
    const assets =
      books.cash[f] +
      books.systems[f] +
      books.shells[f] +
      books.stagedSystems[f] +
      books.shellsUnderway[f] +
      books.turbinesUnderway[f] +
      books.prepaid[f];
    const claims = books.debt[f] + books.equity[f];
    note(world, (assets - claims) / (Math.abs(assets) + books.debt[f] + 1), 'balance sheet of a builder');
    prepaid += books.prepaid[f];
    cash += books.cash[f];
    gross += Math.abs(books.cash[f]);
  }
  for (let n = 0; n < supplierBooks.cash.length; n++) {
    const assets = supplierBooks.cash[n] + supplierBooks.inventory[n] + supplierBooks.plant[n];
    const claims = supplierBooks.deferred[n] + supplierBooks.equity[n];
    note(world, (assets - claims) / (Math.abs(assets) + supplierBooks.deferred[n] + 1), 'balance sheet of a supplier');
    cash += supplierBooks.cash[n];
    gross += Math.abs(supplierBooks.cash[n]);
  }
  const deferred = supplierBooks.deferred[links.systemsNode];
  note(world, (prepaid - deferred) / (prepaid + deferred + 1), 'prepayments and deferred revenue');
  note(world, (cash - sectors.initialCash) / gross, 'cash of all sectors');
}

function note(world: World, residual: number, identity: string): void {
  const size = Math.abs(residual);
  if (size > world.sectors.worstResidual || Number.isNaN(size)) {
    world.sectors.worstResidual = size;
    world.sectors.worstIdentity = identity;
  }
}
