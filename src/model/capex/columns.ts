/** Columns of the race: what firms play, want, may and do. */

import { NUMBER, quantity, RATIO, SHARE } from '../../columns/measure.ts';
import type { ModelColumn } from '../world/world.ts';
import { sum } from '../../numeric/sum.ts';

export const CAPEX_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'mean_intensity',
    ...SHARE,
    shape: 'scalar',
    description: 'Race intensity of the builders, weighted by market share; 0 disciplined, 1 racing.',
    read: ({ firms, derived }) => {
      let total = 0;
      for (let f = 0; f < derived.firmCount; f++) total += firms.share[f] * firms.intensity[f];
      return total;
    },
  },
  {
    name: 'investment_mw',
    ...quantity('MW/month'),
    shape: 'scalar',
    description: 'Systems that all builders order this month, without duplicates.',
    read: (world) => sum(world.firms.investmentMw),
  },
  {
    name: 'overspend_ratio',
    ...RATIO,
    shape: 'scalar',
    description: 'Target capacity of all builders over their disciplined target, less 1; 0 where nobody wants any.',
    read: ({ firms }) => {
      const disciplined = sum(firms.disciplinedTarget);
      return disciplined > 1e-9 ? sum(firms.target) / disciplined - 1 : 0;
    },
  },
  {
    name: 'refused_for_sites',
    ...SHARE,
    shape: 'scalar',
    description: 'Share of wanted orders not placed because no site with power will be there.',
    read: ({ firms, derived }) => {
      let wanted = 0;
      let lit = 0;
      for (let f = 0; f < derived.firmCount; f++) {
        wanted += firms.wantedMw[f];
        lit += firms.wantedMw[f] * firms.lit[f];
      }
      return wanted > 0 ? 1 - lit / wanted : 0;
    },
  },
  {
    name: 'bound_finance',
    ...SHARE,
    shape: 'scalar',
    description: 'Share of wanted orders with a site that finance holds back.',
    read: ({ firms, derived }) => {
      let lit = 0;
      let allowed = 0;
      for (let f = 0; f < derived.firmCount; f++) {
        lit += firms.wantedMw[f] * firms.lit[f];
        allowed += Math.min(firms.wantedMw[f] * firms.lit[f], Math.max(0, firms.capMw[f]));
      }
      return lit > 0 ? 1 - allowed / lit : 0;
    },
  },
  {
    name: 'prize',
    ...NUMBER,
    shape: 'scalar',
    description: 'Psi: worth of winning share beyond its revenue that makes the orders of month 0 best responses.',
    read: (world) => world.race.prize,
  },
  {
    name: 'intensity',
    ...SHARE,
    shape: 'firm',
    description: 'Race intensity played.',
    read: (world) => world.firms.intensity,
  },
  {
    name: 'disciplined_target',
    ...quantity('effective MW'),
    shape: 'firm',
    description: 'Capacity that a disciplined firm would aim for.',
    read: (world) => world.firms.disciplinedTarget,
  },
  {
    name: 'racing_target',
    ...quantity('effective MW'),
    shape: 'firm',
    description: 'Capacity that a racing firm would aim for; at least the disciplined one.',
    read: (world) => world.firms.racingTarget,
  },
  {
    name: 'pipeline',
    ...quantity('effective MW'),
    shape: 'firm',
    description: 'Compute live, staged and on real order, less what retires within a year.',
    read: (world) => world.firms.pipeline,
  },
  {
    name: 'wanted_mw',
    ...quantity('MW/month'),
    shape: 'firm',
    description: 'Systems that the firm would order with sites and finance.',
    read: (world) => world.firms.wantedMw,
  },
  {
    name: 'cap_mw',
    ...quantity('MW/month'),
    shape: 'firm',
    description: 'Systems that finance allows the firm to order.',
    read: (world) => world.firms.capMw,
  },
  {
    name: 'investment_mw',
    ...quantity('MW/month'),
    shape: 'firm',
    description: 'Systems that the firm orders this month, without duplicates.',
    read: (world) => world.firms.investmentMw,
  },
];
