/** Explains one run in plain sentences: the causal chain to the wall and its consequences, from recorded columns and events. */

import type { Scenario } from '../../scenario/schema.ts';
import { explainAftermath } from './aftermath.ts';
import { explainConstraints } from './constraints.ts';
import { openReader, type ReadRun, type Sentence } from './figures.ts';
import { explainRepricing } from './market.ts';
import { explainNetwork } from './network.ts';
import { explainOutcome } from './outcome.ts';
import { explainRace } from './race.ts';
import { explainDemand } from './return.ts';
import { explainSuppliers } from './supply-chain.ts';
import type { ExplainedRun } from './explained-run.ts';
import { explainWall } from './wall.ts';

/**
 * Explain a run with all columns recorded.
 *
 * The outcome comes first. Sentences up to the wall are ordered by month; then follow the wall, the pause, the air pocket, the recovery and the
 * repricing. Every number is a figure with its column and months. Scenarios without a supply network have no
 * explanation.
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
    ...explainOutcome(explained),
    opening,
    ...inOrder(before),
    ...explainWall(explained),
    ...explainAftermath(explained),
    ...explainRepricing(explained),
  ];
}

/** By month; within a month by chapter. */
function inOrder(sentences: readonly Sentence[]): Sentence[] {
  return [...sentences].sort((a, b) => a.month - b.month);
}
