/** THE SCHEDULE of one month. Every firm reads the state at its start and decides without seeing its rivals' current moves. */

import { stepAccounts } from './accounts/step-accounts.ts';
import { stepBudget } from './capex/step-budget.ts';
import { stepOrder } from './capex/step-order.ts';
import { stepDemand } from './demand/step-demand.ts';
import { stepDeploy } from './demand/step-deploy.ts';
import { stepInterventions } from './interventions.ts';
import { stepMarketStage } from './market-link.ts';
import { type Decide, stepPlay } from './capex/step-play.ts';
import { stepPower } from './power/step-power.ts';
import { stepRegulation } from './regulation/step-regulation.ts';
import { stepExportControl, stepSupplyLedger } from './supply-ledger.ts';
import type { WallCondition } from './walls/compile-walls.ts';
import { stepWalls } from './walls/step-walls.ts';
import type { World } from './world/world.ts';

/** Inputs of a run to every month of its schedule. */
export interface StepInputs {
  readonly walls: readonly WallCondition[];
  readonly decide: Decide;
  /** Records the columns of the month; supplied by the engine. */
  readonly record: (world: World, month: number) => void;
}

/** The stages in order, with what each does; docs/ODD.md shows this list. */
export const SCHEDULE: readonly (readonly [stage: string, what: string])[] = [
  ['shocks', "start the scenario's dated interventions; random draws of the month were made beforehand"],
  ['decide', 'in months 2, 5, 8, ... each strategy sees its view and returns a race intensity in [0, 1]'],
  ['budget', 'observed pipelines of rivals, targets, wanted orders, expected sites, financing cap, investment'],
  ['order', 'lumpy orders for systems, orders for transformers and sites, cancellations'],
  [
    'supply',
    'every node, from the customers up: forecast and order; from the suppliers down: receive, produce, ship, expand',
  ],
  ['power', 'grid additions, queue, permits, shells, transformers, turbines: megawatts energised'],
  ['deploy', 'delivered systems are energised where a site has power, the rest waits unpowered; old vintages retire'],
  ['demand', "adoption, AI labs, spending, spot and contract prices, compute sold, market shares, builders' beliefs"],
  ['accounts', 'revenue, cost, depreciation, investment, tax, leases and bonds, returns; identities checked'],
  ['regulation', 'pressure, hazards, restrictions in force'],
  [
    'market',
    'earnings, beliefs, prices, flows, the narrative; cost of capital, spreads and debt limits of the builders',
  ],
  [
    'walls',
    'wall conditions are checked; the first wall pauses the race, and the pause ends when the wall has cleared',
  ],
  ['record', 'the registered columns'],
];

/** Advance the world by one month. */
export function step(world: World, month: number, { walls, decide, record }: StepInputs): void {
  stepInterventions(world, month);
  stepPlay(world, month, decide);
  stepBudget(world, month);
  stepOrder(world, month);
  stepExportControl(world, month);
  world.supplyStep.orders(month);
  world.supplyStep.shipments(month);
  stepSupplyLedger(world, month);
  stepPower(world, month);
  stepDeploy(world, month);
  stepDemand(world, month);
  stepAccounts(world, month);
  stepRegulation(world, month);
  stepMarketStage(world, month);
  stepWalls(world, walls, month);
  record(world, month);
}
