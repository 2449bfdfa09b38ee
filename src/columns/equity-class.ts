/** What a listed company earns from: the profit of a builder, of a supplier, or something outside the chain. */

export const EQUITY_CLASSES = ['builder', 'supplier', 'basket'] as const;
export type EquityClass = (typeof EQUITY_CLASSES)[number];
