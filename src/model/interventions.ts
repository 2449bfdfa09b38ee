/** Dated interventions of the scenario. */

import { counted } from '../numeric/counted.ts';
import type { Intervention } from '../scenario/interventions.ts';
import { cutCommitments } from './demand/step-labs.ts';
import { newsSize, newsText, recordNews } from './market/news.ts';
import { changeRate } from './market/step-prices.ts';
import { ANTITRUST, EXPORT_CONTROL } from './world/regulation.ts';
import { stepForcedOutage } from './supply/disrupt.ts';
import type { World } from './world/world.ts';

/** Start the interventions dated this month: set the end of the restriction or the factor, and record the event. */
export function stepInterventions(world: World, month: number): void {
  for (const item of world.scenario.interventions) {
    if (item.month !== month) continue;
    startIntervention(world, month, item);
  }
}

function startIntervention(world: World, month: number, item: Intervention): void {
  const { regulation, demand, scenario, conditions, events } = world;
  const record = (entity: string, magnitude: number, detail: string) =>
    events.push({ month, kind: 'intervention', entity, magnitude, detail });
  switch (item.kind) {
    case 'moratorium': {
      const r = scenario.power.regions.findIndex((region) => region.id === item.region);
      stepUntil(regulation.moratoriumUntil, r, month + item.months);
      record(
        item.region,
        item.months,
        `moratorium in ${item.region} for ${counted(item.months, 'month')}, set by the scenario`,
      );
      break;
    }
    case 'permit-delay': {
      const r = scenario.power.regions.findIndex((region) => region.id === item.region);
      stepUntil(regulation.permitDelayUntil, r, month + item.months);
      record(
        item.region,
        item.months,
        `permit delay in ${item.region} for ${counted(item.months, 'month')}, set by the scenario`,
      );
      break;
    }
    case 'export-control':
      stepUntil(regulation.nationalUntil, EXPORT_CONTROL, month + item.months);
      record('', item.months, `export control for ${counted(item.months, 'month')}, set by the scenario`);
      break;
    case 'antitrust':
      stepUntil(regulation.nationalUntil, ANTITRUST, month + item.months);
      record('', item.months, `antitrust remedy for ${counted(item.months, 'month')}, set by the scenario`);
      break;
    case 'demand-shock':
      demand.shockFactor *= item.factor;
      record('', item.factor, `potential AI spending times ${item.factor}, set by the scenario`);
      break;
    case 'credit-freeze':
      record(
        '',
        item.factor,
        `lenders accept ${item.factor} of usual leverage for ${counted(item.months, 'month')}, set by the scenario`,
      );
      break;
    case 'capex-change':
      record(
        item.firm,
        item.factor,
        `orders of ${item.firm} times ${item.factor} for ${counted(item.months, 'month')}, set by the scenario`,
      );
      break;
    case 'order-growth':
      record(
        '',
        item.growthPerMonth,
        `orders of all builders grow by ${item.growthPerMonth} a month for ${counted(item.months, 'month')}, set by the scenario`,
      );
      break;
    case 'grid-additions':
      record(
        item.region ?? '',
        item.factor,
        `the grid adds ${item.factor} times as much for ${counted(item.months, 'month')}, set by the scenario`,
      );
      break;
    case 'permit-time':
      record(
        item.region ?? '',
        item.factor,
        `permits take ${item.factor} of their time for ${counted(item.months, 'month')}, set by the scenario`,
      );
      break;
    case 'efficiency-shock':
      demand.efficiency *= item.factor;
      record('', item.factor, `a task takes 1/${item.factor} of the compute, set by the scenario`);
      break;
    case 'lab-default':
      cutCommitments(world, month, 1 - item.share, 'labs end commitments, set by the scenario');
      break;
    case 'rate-rise':
      conditions.rateChangePerYear += item.changePerYear;
      for (let f = 0; f < conditions.waccPerYear.length; f++) conditions.waccPerYear[f] += item.changePerYear;
      if (world.market !== undefined && world.marketRules !== undefined) {
        changeRate(world.market, world.marketRules, item.changePerYear);
      }
      record('', item.changePerYear, `risk-free rate ${item.changePerYear} a year higher, set by the scenario`);
      break;
    case 'earnings-surprise':
    case 'growth-revision':
    case 'price-shock':
    case 'narrative-impulse':
      if (world.market !== undefined && world.marketRules !== undefined) {
        recordNews(world.market, world.marketRules, item);
      }
      record('equity' in item ? (item.equity ?? '') : '', newsSize(item), newsText(item));
      break;
    case 'outage':
      stepForcedOutage(world.supply, {
        company: world.network.companyIds.indexOf(`${item.node}/${item.company}`),
        month,
        months: item.months,
        loss: item.loss,
      });
      record(item.company, item.loss, `outage at ${item.node}, company ${item.company}, set by the scenario`);
      break;
  }
}

/** Extend a restriction to a month, exclusive; one that lasts longer is not changed. */
function stepUntil(until: Float64Array, at: number, month: number): void {
  until[at] = Math.max(until[at], month);
}
