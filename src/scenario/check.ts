/** Checks consistency between the sections of a scenario; each problem names its part, for the position. */

import { checkMarket, checkMarketRun } from './check-market.ts';
import { type CheckProblem, unknownName } from './check-problem.ts';
import type { Economy } from './economy.ts';
import type { Scenario } from './schema.ts';
import { didYouMean } from './suggest.ts';

/** Id of the customers of a supply node outside the model. */
const OTHERS = 'others';

/** Every problem between the sections of a scenario. */
export function checkScenario(scenario: Scenario): CheckProblem[] {
  if (scenario.kind === 'market') return checkMarketRun(scenario);
  if (scenario.kind !== 'economy') return [];
  return [
    ...checkFirms(scenario),
    ...checkNodes(scenario),
    ...checkWear(scenario),
    ...checkContest(scenario),
    ...checkPriorities(scenario),
    ...checkWalls(scenario),
    ...checkInterventions(scenario),
    ...checkMarket(scenario),
  ];
}

function checkFirms({ firms }: Economy): CheckProblem[] {
  return firms.flatMap((firm, f) =>
    firm.id === OTHERS
      ? [{ path: ['firms', f, 'id'], message: `the id ${OTHERS} is reserved for customers outside the model` }]
      : [],
  );
}

/** Sections outside the network name nodes of it. */
function checkNodes({ supply, capex, power, regulation, finance }: Economy): CheckProblem[] {
  const nodes = supply.nodes.map((node) => node.id);
  const named: readonly (readonly [path: readonly PropertyKey[], node: string])[] = [
    [['capex', 'systemsNode'], capex.systemsNode],
    [['power', 'electricalNode'], power.electricalNode],
    [['regulation', 'exportControl', 'node'], regulation.exportControl.node],
    ...finance.suppliers.map(({ id }, s) => [['finance', 'suppliers', s, 'id'], id] as const),
  ];
  return named
    .filter(([, node]) => !nodes.includes(node))
    .map(([path, node]) => ({ path, message: `there is no supply node ${node}${nodeHint(node, nodes)}` }));
}

/** Largest wear of capacity per month in an economy: 0.1 leaves 28 % after a year. */
const MOST_WEAR = 0.1;

function checkWear({ supply }: Economy): CheckProblem[] {
  return supply.nodes.flatMap(({ expansion }, n) => {
    if (expansion === undefined || expansion.wearPerMonth <= MOST_WEAR) return [];
    const path = ['supply', 'nodes', n, 'expansion', 'wearPerMonth'];
    return [{ path, message: `expected at most ${MOST_WEAR} in an economy, got ${expansion.wearPerMonth}` }];
  });
}

/** Demand that builders contest in a year, as a share of all, at least: the prize of month 0 is for this. */
const LEAST_CONTESTED = 0.01;

function checkContest({ capex, demand }: Economy): CheckProblem[] {
  const { revenueUsdBnPerYear, labs, churnPerYear } = demand;
  const problems: CheckProblem[] = [];
  if (revenueUsdBnPerYear <= labs.paidUsdBnPerYear) {
    const message = `expected more than AI labs pay of it (demand.labs.paidUsdBnPerYear is ${labs.paidUsdBnPerYear}), got ${revenueUsdBnPerYear}`;
    problems.push({ path: ['demand', 'revenueUsdBnPerYear'], message });
  }
  const contested = Math.max(0, capex.believedGrowthPerYear) + churnPerYear;
  if (contested < LEAST_CONTESTED) {
    const message = `builders contest nothing, as churn and capex.believedGrowthPerYear add up to ${contested}: raise one until they reach ${LEAST_CONTESTED}`;
    problems.push({ path: ['demand', 'churnPerYear'], message });
  }
  return problems;
}

function nodeHint(node: string, nodes: readonly string[]): string {
  return didYouMean(node, nodes) || `; the network has ${nodes.join(', ')}`;
}

/** Customers of a node are the nodes that it supplies and those outside the network. */
function checkPriorities({ supply, firms }: Economy): CheckProblem[] {
  const customers = [...supply.nodes.map((node) => node.id), ...firms.map((firm) => firm.id), OTHERS];
  return supply.nodes.flatMap((node, n) =>
    node.priority.flatMap((customer, i) =>
      unknownName(['supply', 'nodes', n, 'priority', i], 'customer', customer, customers),
    ),
  );
}

function checkWalls({ walls }: Economy): CheckProblem[] {
  return walls.flatMap((wall, w) =>
    wall.any.flatMap(({ above, below }, c) => {
      const path = ['walls', w, 'any', c];
      if (above === undefined && below === undefined) return [{ path, message: 'needs a limit: add above or below' }];
      if (above !== undefined && below !== undefined) {
        return [{ path, message: 'has both above and below: keep one, and add a second condition for the other' }];
      }
      return [];
    }),
  );
}

function checkInterventions({ interventions, firms, power, supply }: Economy): CheckProblem[] {
  const regions = power.regions.map((region) => region.id);
  const nodes = supply.nodes.map((node) => node.id);
  const builders = firms.map((firm) => firm.id);
  return interventions.flatMap((intervention, i) => {
    const path = ['interventions', i];
    if ('region' in intervention) {
      const { region } = intervention;
      return region === undefined ? [] : unknownName([...path, 'region'], 'region', region, regions);
    }
    if (intervention.kind === 'capex-change') {
      return unknownName([...path, 'firm'], 'builder', intervention.firm, builders);
    }
    if (intervention.kind !== 'outage') return [];
    const node = supply.nodes.find((candidate) => candidate.id === intervention.node);
    if (node === undefined) return unknownName([...path, 'node'], 'supply node', intervention.node, nodes);
    const companies = node.companies.map((company) => company.id);
    if (companies.includes(intervention.company)) return [];
    const hint = didYouMean(intervention.company, companies);
    return [{ path: [...path, 'company'], message: `${node.id} has no company ${intervention.company}${hint}` }];
  });
}
