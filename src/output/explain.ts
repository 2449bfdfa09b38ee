/** The causal chain of one run in plain sentences, from its recorded columns and ledger: what led to the wall, and what followed. */

import type { Economy } from '../scenario/economy.ts';
import type { Scenario } from '../scenario/schema.ts';
import { tellAftermath } from './explain-aftermath.ts';
import { tellConstraints } from './explain-constraints.ts';
import { openReader, type ReadRun, type Reader, type Sentence } from './explain-figures.ts';
import { tellRepricing } from './explain-market.ts';
import { tellNetwork } from './explain-network.ts';
import { tellRace } from './explain-race.ts';
import { tellDemand } from './explain-return.ts';
import { tellSuppliers } from './explain-supply-chain.ts';
import { tellWall } from './explain-wall.ts';

/** What the chapters are told from. */
export interface Told {
  readonly reader: Reader;
  readonly scenario: Economy;
  /** Month of the wall, or the last month in which one could have come. */
  readonly stop: number;
  readonly isWalled: boolean;
}

/**
 * Tell a run of which everything is recorded.
 *
 * Sentences up to the wall stand in the order of the months to which they lead; then come the wall, the pause, the air
 * pocket, the recovery and the repricing. Every number is a figure with its column and months. Kinds of scenario
 * without a chain of suppliers have no story.
 */
export function explainRun(run: Omit<ReadRun, 'startMonth'>, scenario: Scenario): Sentence[] {
  const reader = openReader({ ...run, startMonth: scenario.startMonth });
  if (scenario.kind === 'supply') return inOrder(tellNetwork(reader));
  if (scenario.kind !== 'economy') return [];
  if (scenario.kind !== 'economy') return [];
  const { wallMonth } = run.trace.outcome;
  const isWalled = wallMonth >= 0;
  const stop = isWalled ? wallMonth : Math.min(scenario.horizonMonths, reader.months) - 1;
  const told: Told = { reader, scenario, stop, isWalled };
  const [opening, ...before] = [
    ...tellRace(told),
    ...tellSuppliers(told),
    ...tellConstraints(told),
    ...tellDemand(told),
  ];
  return [opening, ...inOrder(before), ...tellWall(told), ...tellAftermath(told), ...tellRepricing(told)];
}

/** By month; sentences of the same month keep the order of the chapters. */
function inOrder(sentences: readonly Sentence[]): Sentence[] {
  return [...sentences].sort((a, b) => a.month - b.month);
}
