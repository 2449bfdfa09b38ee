/** Classes of listed companies by source of earnings: builder, supplier, or outside the supply chain. */

export const EQUITY_CLASSES = ['builder', 'supplier', 'basket'] as const;
export type EquityClass = (typeof EQUITY_CLASSES)[number];
