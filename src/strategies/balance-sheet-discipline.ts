/** Balance-sheet discipline: races while leverage is comfortable. */

import * as z from 'zod';
import { defineStrategy } from './strategy.ts';

const leverage = (fallback: number, description: string) =>
  z.number().min(-10).max(20).default(fallback).meta({ unit: '1', description });

const Params = z
  .strictObject({
    comfortable: leverage(0.5, 'Net debt over EBITDA up to which it races'),
    limit: leverage(2, 'Net debt over EBITDA from which it is fully disciplined'),
  })
  .refine(({ comfortable, limit }) => limit > comfortable, { message: 'limit must be above comfortable' });

/**
 * Intensity falls in a straight line from 1 at comfortable leverage to 0 at the limit: the less indebted race longer.
 * Looks at no rival, and so needs no lifting.
 */
export const balanceSheetDiscipline = defineStrategy({
  id: 'balance-sheet-discipline',
  summary: 'Races while its leverage is comfortable, and steps back as debt grows.',
  cites: [],
  memoryDepth: 0,
  stochastic: false,
  needs: 'economy',
  params: Params,
  start: () => undefined,
  decide: ({ economy }, { comfortable, limit }) =>
    Math.max(0, Math.min(1, (limit - economy.own.leverage) / (limit - comfortable))),
});
