/** The causal chain of one run in plain sentences, from its recorded columns and ledger: what led to the wall, and what followed. */

import type { Scenario } from '../../scenario/schema.ts';
import { explainAftermath } from './aftermath.ts';
import { explainConstraints } from './constraints.ts';
import { openReader, type ReadRun, type Sentence } from './figures.ts';
import { explainRepricing } from './market.ts';
import { explainNetwork } from './network.ts';
import { explainRace } from './race.ts';
import { explainDemand } from './return.ts';
import { explainSuppliers } from './supply-chain.ts';
import type { ExplainedRun } from './explained-run.ts';
import { explainWall } from './wall.ts';

/**
 * Tell a run of which everything is recorded.
 *
 * Sentences up to the wall stand in the order of the months to which they lead; then come the wall, the pause, the air
 * pocket, the recovery and the repricing. Every number is a figure with its column and months. Kinds of scenario
 * without a chain of suppliers have no story.
 */
export function explainRun(run: Omit<ReadRun, 'startMonth'>, scenario: Scenario): Sentence[] {
  const reader = openReader({ ...run, startMonth: scenario.startMonth });
  if (scenario.kind === 'supply') return inOrder(explainNetwork(reader));
  if (scenario.kind !== 'economy') return [];
  const { wallMonth } = run.trace.outcome;
  const isWalled = wallMonth >= 0;
  const stop = isWalled ? wallMonth : Math.min(scenario.horizonMonths, reader.months) - 1;
  const explained: ExplainedRun = { reader, scenario, stop, isWalled };
  const [opening, ...before] = [
    ...explainRace(explained),
    ...explainSuppliers(explained),
    ...explainConstraints(explained),
    ...explainDemand(explained),
  ];
  return [
    opening,
    ...inOrder(before),
    ...explainWall(explained),
    ...explainAftermath(explained),
    ...explainRepricing(explained),
  ];
}

/** By month; sentences of the same month keep the order of the chapters. */
function inOrder(sentences: readonly Sentence[]): Sentence[] {
  return [...sentences].sort((a, b) => a.month - b.month);
}
