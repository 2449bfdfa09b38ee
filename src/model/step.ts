/** THE SCHEDULE of one month. Everybody reads the state at its start; nobody sees a rival's move before making its own. */

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
import { stepSupplyOrders } from './supply/step-orders.ts';
import { stepSupplyShipments } from './supply/step-shipments.ts';
import type { WallCondition } from './walls/compile-walls.ts';
import { stepWalls } from './walls/step-walls.ts';
import type { World } from './world/world.ts';

/** What a run brings to every month of its schedule. */
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
  ['budget', "rivals' pipelines as seen, targets, wanted orders, sites in sight, financing cap, investment"],
  ['order', 'investment to orders for systems, in lumps, and for transformers and sites; cancellations'],
  [
    'supply',
    'every node, from the customers up: forecast and order; from the suppliers down: receive, make, ship, expand',
  ],
  ['power', 'grid additions, queue, permits, shells, transformers, turbines: megawatts energised'],
  ['deploy', 'delivered systems are switched on where a site has power, the rest is staged; old vintages retire'],
  ['demand', "adoption, AI labs, spending, spot and contract prices, compute served, market shares, builders' beliefs"],
  ['accounts', 'revenue, cost, depreciation, investment, tax, leases and bonds, returns; identities checked'],
  ['regulation', 'pressure, hazards, restrictions in force'],
  [
    'market',
    'earnings, beliefs, prices, flows, the narrative; cost of capital, spreads and debt limits of the builders',
  ],
  ['walls', 'detectors; the first wall pauses the race, and the pause ends when it has cleared'],
  ['record', 'the registered columns'],
];

/** Advance the world by one month. */
export function step(world: World, month: number, { walls, decide, record }: StepInputs): void {
  stepInterventions(world, month);
  stepPlay(world, month, decide);
  stepBudget(world, month);
  stepOrder(world, month);
  stepExportControl(world, month);
  stepSupplyOrders(world.supply, world.network, month);
  stepSupplyShipments(world.supply, world.network, month);
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
