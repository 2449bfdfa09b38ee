/** Columns of the race: what firms play, want, may and do. */

import type { ModelColumn } from '../world/world.ts';
import { sum } from '../../numeric/sum.ts';

export const CAPEX_COLUMNS: readonly ModelColumn[] = [
  {
    name: 'mean_intensity',
    unit: '1',
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
    unit: 'MW/month',
    shape: 'scalar',
    description: 'Systems that all builders order this month, without duplicates.',
    read: (world) => sum(world.firms.investmentMw),
  },
  {
    name: 'overspend_ratio',
    unit: '1',
    shape: 'scalar',
    description:
      'Target capacity of all builders over their disciplined target, less 1; at least 0, and 0 where nobody wants any.',
    read: ({ firms }) => {
      const disciplined = sum(firms.disciplinedTarget);
      return disciplined > 1e-9 ? sum(firms.target) / disciplined - 1 : 0;
    },
  },
  {
    name: 'bound_power',
    unit: '1',
    shape: 'scalar',
    description: 'Share of wanted investment held back because systems already stand dark, in [0, 1].',
    read: ({ firms, derived }) => {
      let desired = 0;
      let unlit = 0;
      for (let f = 0; f < derived.firmCount; f++) {
        desired += firms.desiredMw[f];
        unlit += firms.lit[f] > 0 ? firms.desiredMw[f] / firms.lit[f] : 0;
      }
      return unlit > 0 ? 1 - desired / unlit : 0;
    },
  },
  {
    name: 'bound_gate',
    unit: '1',
    shape: 'scalar',
    description: 'Share of wanted investment that the option to wait holds back, in [0, 1].',
    read: ({ firms, derived }) => {
      let desired = 0;
      let ungated = 0;
      for (let f = 0; f < derived.firmCount; f++) {
        desired += firms.desiredMw[f];
        ungated += firms.gate[f] > 0 ? firms.desiredMw[f] / firms.gate[f] : 0;
      }
      return ungated > 0 ? 1 - desired / ungated : 0;
    },
  },
  {
    name: 'bound_finance',
    unit: '1',
    shape: 'scalar',
    description: 'Share of wanted investment that financing and payback limits hold back, in [0, 1].',
    read: ({ firms, derived }) => {
      let desired = 0;
      let allowed = 0;
      for (let f = 0; f < derived.firmCount; f++) {
        desired += firms.desiredMw[f];
        allowed += Math.min(firms.desiredMw[f], Math.max(0, firms.capMw[f]));
      }
      return desired > 0 ? 1 - allowed / desired : 0;
    },
  },
  {
    name: 'intensity',
    unit: '1',
    shape: 'firm',
    description: 'Race intensity played, in [0, 1].',
    read: (world) => world.firms.intensity,
  },
  {
    name: 'disciplined_target',
    unit: 'effective MW',
    shape: 'firm',
    description: 'Capacity that a disciplined firm would aim for.',
    read: (world) => world.firms.disciplinedTarget,
  },
  {
    name: 'racing_target',
    unit: 'effective MW',
    shape: 'firm',
    description: 'Capacity that a racing firm would aim for; at least the disciplined one.',
    read: (world) => world.firms.racingTarget,
  },
  {
    name: 'pipeline',
    unit: 'effective MW',
    shape: 'firm',
    description: 'Compute live, staged and on real order, less what retires within a year.',
    read: (world) => world.firms.pipeline,
  },
  {
    name: 'investment_gate',
    unit: '1',
    shape: 'firm',
    description: 'Share of a capacity gap that the firm is willing to close, in [0, 1].',
    read: (world) => world.firms.gate,
  },
  {
    name: 'desired_mw',
    unit: 'MW/month',
    shape: 'firm',
    description: 'Systems that the firm would order if finance allowed.',
    read: (world) => world.firms.desiredMw,
  },
  {
    name: 'cap_mw',
    unit: 'MW/month',
    shape: 'firm',
    description: 'Systems that financing and payback allow the firm to order.',
    read: (world) => world.firms.capMw,
  },
  {
    name: 'investment_mw',
    unit: 'MW/month',
    shape: 'firm',
    description: 'Systems that the firm orders this month, without duplicates.',
    read: (world) => world.firms.investmentMw,
  },
];
