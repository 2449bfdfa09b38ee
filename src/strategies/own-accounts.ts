/** Rules of a builder that looks at its own accounts and at no rival, and so needs no lifting. */

import * as z from 'zod';
import { optionRoot } from '../game/investment-option.ts';
import { logistic } from '../numeric/elementary.ts';
import { shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

type Bounds = readonly [low: number, high: number];
const field = ([low, high]: Bounds, fallback: number, unit: string, description: string) =>
  z.number().min(low).max(high).default(fallback).meta({ unit, description });
const rate = (fallback: number, description: string) => field([0.001, 1], fallback, '1/year', description);

export const OWN_ACCOUNTS = [
  /** Intensity falls in a straight line from 1 at comfortable leverage to 0 at the limit: the less indebted race longer. */
  defineStrategy({
    id: 'balance-sheet-discipline',
    summary: 'Races while its leverage is comfortable, and steps back as debt grows.',
    memoryDepth: 0,
    needs: 'economy',
    params: z
      .strictObject({
        comfortable: field([-10, 20], 0.5, '1', 'Net debt over EBITDA up to which it races'),
        limit: field([-10, 20], 2, '1', 'Net debt over EBITDA from which it is fully disciplined'),
      })
      .refine(({ comfortable, limit }) => limit > comfortable, { message: 'limit must be above comfortable' }),
    decide: ({ economy }, { comfortable, limit }) =>
      Math.max(0, Math.min(1, (limit - economy.own.leverage) / (limit - comfortable))),
  }),

  /**
   * Intensity `logistic((return - threshold) / width)`: races while its own return on AI capital in service is high,
   * and steps back as it falls.
   */
  defineStrategy({
    id: 'return-threshold',
    summary: 'Races while its own return on AI capital is above a threshold.',
    memoryDepth: 0,
    needs: 'economy',
    params: z.strictObject({
      threshold: field([-1, 2], 0.1, '1/year', 'Own return on AI capital at which intensity is one half'),
      width: rate(0.03, 'Width of the transition around the threshold'),
    }),
    decide: ({ economy }, { threshold, width }) => logistic((economy.own.roiPerYear - threshold) / width),
  }),

  /**
   * Values AI capacity as a perpetuity of its own return, value over cost `q = return / payout`, and plays
   * `logistic((q - h) / width)` with the hurdle `h = 1 + (1 - preemption)(b/(b-1) - 1)`: waits until the value exceeds
   * the cost by the option to wait. Rivals enter only through `preemption`.
   *
   * Source: [DixitPindyck1994]; erosion of the option by rivals [Grenadier2002].
   */
  defineStrategy({
    id: 'real-option',
    summary: 'Races once the value of capacity covers its cost and the option to wait.',
    cites: ['DixitPindyck1994', 'Grenadier2002'],
    memoryDepth: 0,
    needs: 'economy',
    params: z.strictObject({
      volatility: rate(0.2, 'Volatility of the value of AI capacity'),
      rate: rate(0.09, 'Discount rate'),
      payout: rate(0.09, 'Payout lost by waiting'),
      preemption: shareField(0.5, 'Share of the option to wait that pre-emption by rivals destroys'),
      width: field([0.001, 2], 0.15, '1', 'Width of the transition around the hurdle, in value over cost'),
    }),
    decide({ economy }, { volatility, rate: discount, payout, preemption, width }) {
      const root = optionRoot(volatility, discount, payout);
      const hurdle = 1 + (1 - preemption) * (root / (root - 1) - 1);
      return logistic((economy.own.roiPerYear / payout - hurdle) / width);
    },
  }),
];
