/** Columns of the race: intensities, targets, wanted, financed and placed orders. */

import { columnsFrom } from '../../columns/column.ts';
import { NUMBER, quantity, RATIO, SHARE } from '../../columns/measure.ts';
import type { ModelColumn, World } from '../world/world.ts';
import { sum } from '../../numeric/sum.ts';

const { scalar, firm } = columnsFrom<World>();

export const CAPEX_COLUMNS: readonly ModelColumn[] = [
  scalar(
    'mean_intensity',
    SHARE,
    'Race intensity of the builders, weighted by market share; 0 disciplined, 1 racing.',
    ({ firms, derived }) => {
      let total = 0;
      for (let f = 0; f < derived.firmCount; f++) total += firms.share[f] * firms.intensity[f];
      return total;
    },
  ),
  scalar(
    'investment_mw',
    quantity('MW/month'),
    'Systems ordered by all builders this month, without duplicate orders.',
    (w) => sum(w.firms.investmentMw),
  ),
  scalar(
    'overspend_ratio',
    RATIO,
    'Overspend: target capacity of all builders over their disciplined target, minus 1; at least 0, and 0 where both are 0.',
    ({ firms }) => {
      const disciplined = sum(firms.disciplinedTarget);
      return disciplined > 1e-9 ? sum(firms.target) / disciplined - 1 : 0;
    },
  ),
  scalar(
    'refused_for_sites',
    SHARE,
    'Share of wanted orders not placed for lack of a site with power.',
    ({ firms, derived }) => {
      let wanted = 0;
      let lit = 0;
      for (let f = 0; f < derived.firmCount; f++) {
        wanted += firms.wantedMw[f];
        lit += firms.wantedMw[f] * firms.lit[f];
      }
      return wanted > 0 ? 1 - lit / wanted : 0;
    },
  ),
  scalar(
    'bound_finance',
    SHARE,
    'Share of wanted orders with a site that are not placed for lack of finance.',
    ({ firms, derived }) => {
      let lit = 0;
      let allowed = 0;
      for (let f = 0; f < derived.firmCount; f++) {
        lit += firms.wantedMw[f] * firms.lit[f];
        allowed += Math.min(firms.wantedMw[f] * firms.lit[f], Math.max(0, firms.capMw[f]));
      }
      return lit > 0 ? 1 - allowed / lit : 0;
    },
  ),
  scalar(
    'prize',
    NUMBER,
    'Psi, the strategic prize: value of market share beyond its revenue at which the orders of month 0 are best responses.',
    (w) => w.race.prize,
  ),
  firm('intensity', SHARE, 'Race intensity played.', (w) => w.firms.intensity),
  firm(
    'disciplined_target',
    quantity('effective MW'),
    'Target capacity of a disciplined firm.',
    (w) => w.firms.disciplinedTarget,
  ),
  firm(
    'racing_target',
    quantity('effective MW'),
    'Target capacity of a racing firm; at least the disciplined target.',
    (w) => w.firms.racingTarget,
  ),
  firm(
    'pipeline',
    quantity('effective MW'),
    'Pipeline: compute energised, delivered without power and on order (no duplicates), minus retirements within a year.',
    (w) => w.firms.pipeline,
  ),
  firm(
    'wanted_mw',
    quantity('MW/month'),
    'Systems that the firm would order without limits of sites and finance.',
    (w) => w.firms.wantedMw,
  ),
  firm('cap_mw', quantity('MW/month'), 'Systems that finance allows the firm to order.', (w) => w.firms.capMw),
  firm(
    'investment_mw',
    quantity('MW/month'),
    'Systems that the firm orders this month, without duplicate orders.',
    (w) => w.firms.investmentMw,
  ),
];
