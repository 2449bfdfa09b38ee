/** What must hold between the sections of a scenario, tried on the baseline with one thing wrong at a time. */

import { expect, it } from 'vitest';
import { createSimulator } from '../../src/engine/simulate.ts';
import { withPlaces } from '../../src/reader/parse.ts';
import { type LoadOptions, loadScenario } from '../../src/node/scenario-files.ts';
import { StrategyError, UserError } from '../../src/scenario/errors.ts';
import { problemsOf } from '../reader/tiny.ts';

/** Load a scenario and make sure that it runs: its strategies and the variables of its walls are there. */
function loadRunnable(reference: string, options: LoadOptions): void {
  const parsed = loadScenario(reference, options);
  withPlaces(parsed, () => createSimulator(parsed.scenario));
}

const problemsWith = (...overrides: string[]) => problemsOf(() => loadScenario('baseline', { overrides }));

it.each([
  ['capex.systemsNode=pjm', /there is no supply node pjm; the network has server, accelerator/],
  ['supply.nodes[hbm].expansion.wearPerMonth=0.3', /expected at most 0\.1 in an economy, got 0\.3/],
  ['demand.serviceMargin=0', /expected a number from 0\.01 to 1, got 0/],
  ['demand.revenueUsdBnPerYear=17', /expected more than AI labs pay of it .* is 17\), got 17/],
  ['supply.nodes[hbm].uptime=0', /expected a number from 0\.01 to 1, got 0/],
  ['market.venues[us].restVolatilityPerMonth=0.5', /expected a number from 0 to 0\.4 \(1\/month\), got 0\.5/],
  ['power.electricalNode=electric', /there is no supply node electric \(did you mean electrical\?\)/],
  ['regulation.exportControl.node=foo', /there is no supply node foo; the network has/],
  [
    'supply.nodes[server].priority=[AMZM]',
    'supply.nodes[server].priority[0]: there is no customer AMZM (did you mean AMZN?)',
  ],
  ['walls[roi].any=[{variable: hhi}]', 'walls[roi].any[0]: needs a limit: add above or below'],
  [
    'walls[roi].any=[{variable: hhi, above: 1, below: 0}]',
    'walls[roi].any[0]: has both above and below: keep one, and add a second condition for the other',
  ],
  [
    'interventions=[{kind: moratorium, month: 1, months: 2, region: pjn}]',
    /interventions\[0\]\.region: there is no region pjn/,
  ],
  [
    'interventions=[{kind: outage, month: 1, months: 2, node: hbn, company: x, loss: 1}]',
    'interventions[0].node: there is no supply node hbn (did you mean hbm?)',
  ],
  [
    'interventions=[{kind: outage, month: 1, months: 2, node: hbm, company: nobody, loss: 1}]',
    'interventions[0].company: hbm has no company nobody',
  ],
])('refuses %s', (override, message) => {
  const problems = problemsWith(override);
  expect(problems).toHaveLength(1);
  const [line] = problems;
  expect(line.startsWith(`--set ${override}: `)).toBe(true);
  const rest = line.slice(`--set ${override}: `.length);
  if (typeof message === 'string') expect(rest).toBe(message);
  else expect(line).toMatch(message);
});

it('refuses an economy in which nothing is contested, and takes one without churn', () => {
  const still = ['demand.churnPerYear=0', 'capex.believedGrowthPerYear=0'];
  expect(problemsOf(() => loadScenario('baseline', { overrides: still })).join()).toMatch(
    /demand\.churnPerYear=0: builders contest nothing, as churn and capex\.believedGrowthPerYear add up to 0: raise one/,
  );
  expect(loadScenario('baseline', { overrides: ['demand.churnPerYear=0'] }).scenario).toBeDefined();
});

it('gives a place to what a section finds wrong in itself', () => {
  const problems = problemsWith('supply.nodes[hbm].inputs=[{id: server}]');
  expect(problems.length).toBeGreaterThan(0);
  for (const line of problems) {
    expect(line).toMatch(/baseline\.yaml:\d+:\d+ supply\.nodes\[|^--set supply\.nodes\[hbm\]\.inputs=/);
  }
});

it('says where an unknown strategy is named', () => {
  const overrides = ['firms[AMZN].strategy.id=grimm', 'firms[META].strategy.id=tit-fot-tat'];
  expect(() => loadRunnable('baseline', { overrides })).toThrow(StrategyError);
  try {
    loadRunnable('baseline', { overrides });
  } catch (error) {
    const problems = error instanceof UserError ? error.problems : [];
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(
      /^--set firms\[AMZN\]\.strategy\.id=grimm: unknown strategy "grimm" \(did you mean grim\?\)/,
    );
  }
});

it('says where an unknown variable of a wall is named', () => {
  const overrides = ['walls[roi].any=[{variable: no-such, above: 1}]'];
  expect(problemsOf(() => loadRunnable('baseline', { overrides }))[0]).toMatch(
    /^--set walls\[roi\].*walls\[roi\]\.any\[0\]\.variable: /,
  );
});

it('says which key an intervention lacks that only some kinds have', () => {
  expect(problemsWith('interventions=[{kind: moratorium, month: 1, region: pjm}]').join()).toMatch(/months/);
  expect(problemsWith('interventions=[{kind: lab-default, month: 1}]').join()).toMatch(/share/);
});
