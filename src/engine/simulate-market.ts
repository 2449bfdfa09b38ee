/** Simulates a plain market run: the market of the economy, driven by exogenous earnings instead of the race. */

import type { EquityClass } from '../columns/equity-class.ts';
import type { LedgerEvent } from '../columns/event.ts';
import { MARKET_COLUMNS } from '../model/market/columns.ts';
import { compileEarnings, fillInitialEarnings, stepEarnings } from '../model/market/exogenous-earnings.ts';
import { fillInitialMarket } from '../model/market/initial.ts';
import { fillNoNews, newsSize, newsText, recordNews } from '../model/market/news.ts';
import { compileMarket } from '../model/market/rules.ts';
import { createMarketState } from '../model/market/state.ts';
import { stepMarket } from '../model/market/step-market.ts';
import { stepMarketLedger } from '../model/market-ledger.ts';
import { fillNormals, openStream, streamId } from '../random/stream.ts';
import type { MarketRun } from '../scenario/market-run.ts';
import { prepareMarketShocks } from './market-shocks.ts';
import { METRIC_COLUMNS } from './metric-columns.ts';
import { PLAIN_OUTCOME } from './plain-outcome.ts';
import { createRecorder } from './recorder.ts';
import type { RecordLevel, Simulator } from './simulate.ts';

/** Compile a plain market; the trace of a run is valid until the next. */
export function createMarketSimulator(scenario: MarketRun, record: RecordLevel = 'all'): Simulator {
  const { startMonth, horizonMonths: months, riskFreePerYear, interventions } = scenario;
  const rules = compileMarket(scenario.market, { startMonth, months, riskFreePerYear });
  const market = createMarketState(rules);
  const earnings = compileEarnings(scenario, rules);
  const recorded = record === 'metrics' ? METRIC_COLUMNS : record;
  const columns = MARKET_COLUMNS.filter(({ shape, name }) => recorded === 'all' || recorded.has(`${shape}/${name}`));
  const recorder = createRecorder(columns, market, months);
  const shocks = prepareMarketShocks(market, rules);
  const streams = rules.equityIds.map((id) => streamId('earnings', id));
  const entities = {
    firm: [],
    node: [],
    supplier: [],
    region: [],
    equity: rules.equityIds,
    venue: rules.venueIds,
  };
  // Exogenous earnings: of no builder and no supplier.
  const equityClasses = rules.equityIds.map((): EquityClass => 'basket');

  function recordInterventions(events: LedgerEvent[], month: number): void {
    for (const item of interventions) {
      if (item.month !== month) continue;
      recordNews(market, rules, item);
      const entity = 'equity' in item ? (item.equity ?? '') : '';
      events.push({ month, kind: 'intervention', entity, magnitude: newsSize(item), detail: newsText(item) });
    }
  }

  return {
    columns,
    kind: 'market',
    entities,
    run(seed, replication) {
      const events: LedgerEvent[] = [];
      shocks.open(seed, replication);
      shocks.draw(0, months);
      for (const [e, stream] of streams.entries()) {
        fillNormals(earnings.shock.subarray(e * months, (e + 1) * months), openStream(seed, replication, stream));
      }
      fillInitialEarnings(earnings, market);
      fillInitialMarket(market, rules, scenario.narrative.level);
      for (let month = 0; month < months; month++) {
        recordInterventions(events, month);
        stepEarnings(earnings, market, rules, month);
        stepMarket(market, rules, month);
        stepMarketLedger(market, rules, events, month);
        fillNoNews(market);
        recorder.record(market, month);
      }
      return {
        kind: 'market',
        months,
        entities,
        equityClasses,
        column: (name, shape) => recorder.values(name, shape, months),
        events,
        outcome: PLAIN_OUTCOME,
      };
    },
  };
}
