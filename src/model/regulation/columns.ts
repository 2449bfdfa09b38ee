/** Columns of regulation. */

import { columnsFrom } from '../../columns/column.ts';
import { NUMBER, RATIO, SHARE } from '../../columns/measure.ts';
import type { ModelColumn, World } from '../world/world.ts';

const { scalar } = columnsFrom<World>();

export const REGULATION_COLUMNS: readonly ModelColumn[] = [
  scalar(
    'regulatory_pressure',
    NUMBER,
    'Regulatory pressure relative to the start of month 0: weighted power price, load share, market concentration, capex over GDP.',
    (w) => w.regulation.pressure,
  ),
  scalar(
    'stringency',
    RATIO,
    'Sum of the stringencies of restrictions in force at the end of the month, regional ones weighted by AI load.',
    (w) => w.regulation.stringency,
  ),
  scalar(
    'moratorium_share',
    SHARE,
    'Share of AI load in regions under a moratorium at the end of the month.',
    (w) => w.regulation.moratoriumShare,
  ),
];
