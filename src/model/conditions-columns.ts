/** Columns of the financing conditions and the narrative that builders face. */

import { CORRELATION, type Measure, quantity, RATIO, signed } from '../columns/measure.ts';
import type { ModelColumn } from './world/world.ts';
import type { World } from './world/world.ts';

const firm = (
  name: string,
  measure: Measure,
  description: string,
  read: (world: World) => Float64Array,
): ModelColumn => ({
  name,
  ...measure,
  shape: 'firm',
  description,
  read,
});

export const CONDITIONS_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'narrative_seen',
    ...CORRELATION,
    shape: 'scalar',
    description: 'Strength of the AI narrative as builders see it.',
    read: ({ conditions }) => conditions.narrative,
  },
  firm('wacc_per_year', signed('1/year'), 'Cost of capital of the builder.', (w) => w.conditions.waccPerYear),
  firm(
    'spread_per_year',
    quantity('1/year'),
    'Credit spread of the builder over the risk-free rate.',
    (w) => w.conditions.spreadPerYear,
  ),
  firm('leverage_factor', RATIO, 'Factor on the leverage that lenders accept.', (w) => w.conditions.leverageFactor),
];
