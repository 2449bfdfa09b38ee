/** Assets and liabilities of the sectors, summed over their firms. */

import { sum } from '../../numeric/sum.ts';
import type { World } from '../world/world.ts';

/** Index of each stock, USD bn. Money of a sector outside the model is its net receipts since month 0. */
export const STOCK = {
  builderMoney: 0,
  builderSystems: 1,
  builderUnpowered: 2,
  builderShells: 3,
  builderWorks: 4,
  builderPrepaid: 5,
  builderDebt: 6,
  builderEquity: 7,
  supplierMoney: 8,
  supplierInventory: 9,
  supplierPlant: 10,
  supplierDeferred: 11,
  supplierEquity: 12,
  customerMoney: 13,
  lenderMoney: 14,
  shareholderMoney: 15,
  stateMoney: 16,
  contractorMoney: 17,
  /** Money of builders and suppliers at month 0: deposits, a liability of the lenders. */
  depositsAtStart: 18,
} as const;

export const STOCK_COUNT = Object.keys(STOCK).length;

/** Copy all current stocks into a row of `out`, shape [row, stock]. */
export function fillStocks(world: World, out: Float64Array, row: number): void {
  const { books, supplierBooks, sectors } = world;
  const base = row * STOCK_COUNT;
  out[base + STOCK.builderMoney] = sum(books.cash);
  out[base + STOCK.builderSystems] = sum(books.systems);
  out[base + STOCK.builderUnpowered] = sum(books.stagedSystems);
  out[base + STOCK.builderShells] = sum(books.shells);
  out[base + STOCK.builderWorks] = sum(books.shellsUnderway) + sum(books.turbinesUnderway);
  out[base + STOCK.builderPrepaid] = sum(books.prepaid);
  out[base + STOCK.builderDebt] = sum(books.debt);
  out[base + STOCK.builderEquity] = sum(books.equity);
  out[base + STOCK.supplierMoney] = sum(supplierBooks.cash);
  out[base + STOCK.supplierInventory] = sum(supplierBooks.inventory);
  out[base + STOCK.supplierPlant] = sum(supplierBooks.plant);
  out[base + STOCK.supplierDeferred] = sum(supplierBooks.deferred);
  out[base + STOCK.supplierEquity] = sum(supplierBooks.equity);
  out[base + STOCK.customerMoney] = sectors.customers;
  out[base + STOCK.lenderMoney] = sectors.lenders;
  out[base + STOCK.shareholderMoney] = sectors.shareholders;
  out[base + STOCK.stateMoney] = sectors.state;
  out[base + STOCK.contractorMoney] = sectors.contractors;
  out[base + STOCK.depositsAtStart] = sectors.initialCash;
}
