/** The kinds of transaction between sectors, after [GodleyLavoie2007]: who pays whom, and in which row of the matrix. */

/** Columns of the transactions-flow matrix. Capitalised cost, debt and money are in the capital accounts. */
export const ACCOUNTS = [
  'builders-current',
  'builders-capital',
  'suppliers-current',
  'suppliers-capital',
  'customers',
  'lenders',
  'shareholders',
  'state',
  'contractors',
] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Index of each kind of transaction in the flows of a month. */
export const FLOW = {
  aiService: 0,
  coreCashFlow: 1,
  otherSales: 2,
  systems: 3,
  transformers: 4,
  components: 5,
  equipment: 6,
  shells: 7,
  turbines: 8,
  supplierBuilding: 9,
  liveSystems: 10,
  serving: 11,
  variableConversion: 12,
  fixedConversion: 13,
  coreCapex: 14,
  stockUsed: 15,
  builderDepreciation: 16,
  supplierDepreciation: 17,
  interest: 18,
  builderTax: 19,
  supplierTax: 20,
  builderPayout: 21,
  supplierPayout: 22,
  supplierFunding: 23,
  prepaid: 24,
  prepaymentUsed: 25,
  prepaymentRefunded: 26,
  borrowed: 27,
  repaid: 28,
} as const;
export type FlowName = keyof typeof FLOW;
export const FLOW_COUNT = Object.keys(FLOW).length;

export interface Transaction {
  readonly payer: Account;
  readonly payee: Account;
  /** Row of the matrix for this kind; several kinds may share one. */
  readonly row: string;
}

const of = (row: string, payer: Account, payee: Account): Transaction => ({ row, payer, payee });

/**
 * Payer, payee and row of every kind. Between the current and the capital account of one sector no money moves: it is
 * earlier capitalised cost that is charged now.
 */
export const TRANSACTIONS: Readonly<Record<FlowName, Transaction>> = {
  aiService: of('AI service', 'customers', 'builders-current'),
  coreCashFlow: of('core business (net)', 'customers', 'builders-current'),
  otherSales: of('sales to other customers', 'customers', 'suppliers-current'),
  systems: of('AI systems', 'builders-capital', 'suppliers-current'),
  transformers: of('transformers', 'builders-capital', 'suppliers-current'),
  components: of('components', 'suppliers-capital', 'suppliers-current'),
  equipment: of('equipment to expand', 'suppliers-capital', 'suppliers-current'),
  shells: of('shells', 'builders-capital', 'contractors'),
  turbines: of('turbines', 'builders-capital', 'contractors'),
  supplierBuilding: of("suppliers' building", 'suppliers-capital', 'contractors'),
  liveSystems: of('power and upkeep', 'builders-current', 'contractors'),
  serving: of('cost of serving', 'builders-current', 'contractors'),
  variableConversion: of('conversion by volume', 'suppliers-capital', 'contractors'),
  fixedConversion: of('fixed conversion', 'suppliers-current', 'contractors'),
  coreCapex: of('core capex (expensed)', 'builders-current', 'contractors'),
  stockUsed: of('goods sold at cost', 'suppliers-current', 'suppliers-capital'),
  builderDepreciation: of('depreciation', 'builders-current', 'builders-capital'),
  supplierDepreciation: of('depreciation', 'suppliers-current', 'suppliers-capital'),
  interest: of('interest', 'builders-current', 'lenders'),
  builderTax: of('tax', 'builders-current', 'state'),
  supplierTax: of('tax', 'suppliers-current', 'state'),
  builderPayout: of('dividends and buybacks', 'builders-current', 'shareholders'),
  supplierPayout: of('dividends and buybacks', 'suppliers-current', 'shareholders'),
  supplierFunding: of('new equity', 'shareholders', 'suppliers-capital'),
  prepaid: of('prepayments made', 'builders-capital', 'suppliers-capital'),
  prepaymentUsed: of('prepayments used', 'suppliers-capital', 'builders-capital'),
  prepaymentRefunded: of('prepayments refunded', 'suppliers-capital', 'builders-capital'),
  borrowed: of('new debt', 'lenders', 'builders-capital'),
  repaid: of('debt repaid', 'builders-capital', 'lenders'),
};
