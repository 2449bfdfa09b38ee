/** Walls: rules on recorded variables that end the race, and the pause after them. */

import * as z from 'zod';
import { choice, identifier, quantity, share, text, whole } from './fields.ts';

const ConditionSchema = z.strictObject({
  variable: text('Recorded scalar column, or `column[entity]`; `overbuild columns` lists them'),
  above: quantity('unit of the variable', [-1e12], 'Triggered when the variable exceeds this').optional(),
  below: quantity('unit of the variable', [-1e12], 'Triggered when the variable is less than this').optional(),
});

export const WallSchema = z.strictObject({
  id: identifier('Wall id; also the group shown in results'),
  any: z.array(ConditionSchema).min(1).meta({ description: 'Conditions, one of which suffices' }),
  forMonths: whole('months', [1, 120], 'Consecutive months that a condition must hold'),
  fromMonth: whole('months', [0, 1200], 'First month in which the wall is checked').default(0),
});

export const WallsSchema = z.array(WallSchema);

export const StopSchema = z.strictObject({
  rule: choice(
    ['first-wall', 'aftermath', 'horizon'],
    'End at the first wall, pause there and follow the aftermath, or only record walls',
  ),
  aftermathMonths: whole('months', [1, 240], 'Months simulated after the wall'),
  pauseFloor: share('Least orders in the pause, as a share of those at the wall'),
});

export type Wall = z.infer<typeof WallSchema>;
export type Stop = z.infer<typeof StopSchema>;
