/** Columns of the financing conditions and the narrative that builders face. */

import type { ModelColumn } from './world/world.ts';
import type { World } from './world/world.ts';

const firm = (name: string, unit: string, description: string, read: (world: World) => Float64Array): ModelColumn => ({
  name,
  unit,
  shape: 'firm',
  description,
  read,
});

export const CONDITIONS_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'narrative_seen',
    unit: '1',
    shape: 'scalar',
    description: 'Strength of the AI narrative as builders see it, in (-1, 1).',
    read: ({ conditions }) => conditions.narrative,
  },
  firm('wacc_per_year', '1/year', 'Cost of capital of the builder.', (w) => w.conditions.waccPerYear),
  firm(
    'spread_per_year',
    '1/year',
    'Credit spread of the builder over the risk-free rate.',
    (w) => w.conditions.spreadPerYear,
  ),
  firm('leverage_factor', '1', 'Factor on the leverage that lenders accept.', (w) => w.conditions.leverageFactor),
];
