/** Columns of the race: intensities, targets, wanted, financed and placed orders. */

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
    description: 'Systems ordered by all builders this month, without duplicate orders.',
    read: (world) => sum(world.firms.investmentMw),
  },
  {
    name: 'overspend_ratio',
    ...RATIO,
    shape: 'scalar',
    description:
      'Overspend: target capacity of all builders over their disciplined target, minus 1; at least 0, and 0 where both are 0.',
    read: ({ firms }) => {
      const disciplined = sum(firms.disciplinedTarget);
      return disciplined > 1e-9 ? sum(firms.target) / disciplined - 1 : 0;
    },
  },
  {
    name: 'refused_for_sites',
    ...SHARE,
    shape: 'scalar',
    description: 'Share of wanted orders not placed for lack of a site with power.',
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
    description: 'Share of wanted orders with a site that are not placed for lack of finance.',
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
    description:
      'Psi, the strategic prize: value of market share beyond its revenue at which the orders of month 0 are best responses.',
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
    description: 'Target capacity of a disciplined firm.',
    read: (world) => world.firms.disciplinedTarget,
  },
  {
    name: 'racing_target',
    ...quantity('effective MW'),
    shape: 'firm',
    description: 'Target capacity of a racing firm; at least the disciplined target.',
    read: (world) => world.firms.racingTarget,
  },
  {
    name: 'pipeline',
    ...quantity('effective MW'),
    shape: 'firm',
    description:
      'Pipeline: compute energised, delivered without power and on order (no duplicates), minus retirements within a year.',
    read: (world) => world.firms.pipeline,
  },
  {
    name: 'wanted_mw',
    ...quantity('MW/month'),
    shape: 'firm',
    description: 'Systems that the firm would order without limits of sites and finance.',
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
    description: 'Systems that the firm orders this month, without duplicate orders.',
    read: (world) => world.firms.investmentMw,
  },
];
