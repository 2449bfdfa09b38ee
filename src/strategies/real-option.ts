/** Real option: waits until the value of capacity exceeds its cost by the option to wait. */

import * as z from 'zod';
import { optionRoot } from '../game/investment-option.ts';
import { logistic } from '../numeric/elementary.ts';
import { shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const rate = (fallback: number, description: string) =>
  z.number().min(0.001).max(1).default(fallback).meta({ unit: '1/year', description });

const Params = z.strictObject({
  volatility: rate(0.2, 'Volatility of the value of AI capacity'),
  rate: rate(0.09, 'Discount rate'),
  payout: rate(0.09, 'Payout lost by waiting'),
  preemption: shareField(0.5, 'Share of the option to wait that pre-emption by rivals destroys'),
  width: z.number().min(0.001).max(2).default(0.15).meta({
    unit: '1',
    description: 'Width of the transition around the hurdle, in value over cost',
  }),
});

/**
 * Values AI capacity as a perpetuity of its own return, value over cost `q = return / payout`, and plays
 * `logistic((q - h) / width)` with the hurdle `h = 1 + (1 - preemption)(b/(b-1) - 1)`. Rivals enter only through
 * `preemption`, and so need no lifting.
 *
 * Source: [DixitPindyck1994]; erosion of the option by rivals [Grenadier2002].
 */
export const realOption = defineStrategy({
  id: 'real-option',
  summary: 'Races once the value of capacity covers its cost and the option to wait.',
  cites: ['DixitPindyck1994', 'Grenadier2002'],
  memoryDepth: 0,
  stochastic: false,
  needs: 'economy',
  params: Params,
  start: () => undefined,
  decide({ economy }, { volatility, rate, payout, preemption, width }) {
    const root = optionRoot(volatility, rate, payout);
    const hurdle = 1 + (1 - preemption) * (root / (root - 1) - 1);
    return logistic((economy.own.roiPerYear / payout - hurdle) / width);
  },
});
