/** Columns of regulation. */

import { NUMBER, RATIO, SHARE } from '../../columns/measure.ts';
import type { ModelColumn } from '../world/world.ts';

export const REGULATION_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'regulatory_pressure',
    ...NUMBER,
    shape: 'scalar',
    description:
      'Regulatory pressure relative to month 0: weighted power price, load share, market concentration, capex over GDP.',
    read: (world) => world.regulation.pressure,
  },
  {
    name: 'stringency',
    ...RATIO,
    shape: 'scalar',
    description: 'Sum of the stringencies of restrictions in force, regional ones weighted by AI load.',
    read: (world) => world.regulation.stringency,
  },
  {
    name: 'moratorium_share',
    ...SHARE,
    shape: 'scalar',
    description: 'Share of AI load in regions under a moratorium.',
    read: (world) => world.regulation.moratoriumShare,
  },
];
