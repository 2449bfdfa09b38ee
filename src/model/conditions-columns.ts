/** Columns of the financing conditions and the narrative that builders face. */

import { columnsFrom } from '../columns/column.ts';
import { CORRELATION, quantity, RATIO, signed } from '../columns/measure.ts';
import type { ModelColumn, World } from './world/world.ts';

const { scalar, firm } = columnsFrom<World>();

export const CONDITIONS_COLUMNS: readonly ModelColumn[] = [
  scalar(
    'narrative_seen',
    CORRELATION,
    'Strength of the AI narrative as builders see it.',
    ({ conditions }) => conditions.narrative,
  ),
  firm('wacc_per_year', signed('1/year'), 'Cost of capital of the builder.', (w) => w.conditions.waccPerYear),
  firm(
    'spread_per_year',
    quantity('1/year'),
    'Credit spread of the builder over the risk-free rate.',
    (w) => w.conditions.spreadPerYear,
  ),
  firm('leverage_factor', RATIO, 'Factor on the leverage that lenders accept.', (w) => w.conditions.leverageFactor),
];
