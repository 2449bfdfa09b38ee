/** Fuzzed scenarios and overrides: read, and where they are accepted run for some months and held to their ranges. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { numericLeaves } from '../../src/reader/leaves.ts';
import { checkOpen, type OpenScenario, parseScenario } from '../../src/reader/parse.ts';
import { openScenarioFiles } from '../../src/node/scenario-files.ts';
import { type Scenario, ScenarioSchema } from '../../src/scenario/schema.ts';
import { outOfRange } from '../support/out-of-range.ts';
import { type Draw, mangle, mutate, oddNumber, oddText, oddValue } from './draw.ts';
import type { Family } from './findings.ts';

const FOLDER = 'scenarios';
/** The small ones often, those of a whole economy now and then: they take longer to read. */
const SMALL = ['market-calm', 'beer-game', 'brock-hommes', 'chen-four-stage', 'shortage-gaming', 'selloff-2025-11'];
const LARGE = ['baseline', 'power-tight', 'disciplined', 'telecom-2001'];
const OVERLAYS = ['learning', 'grid-ahead', 'no-such-overlay'];
const SECTIONS = ['interventions', 'spreads', 'market', 'walls', 'extends', 'stop', 'noise'];

const textOf = (name: string): string => readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
const TREES = new Map([...SMALL, ...LARGE].map((name) => [name, parse(textOf(name))]));
const load = (name: string) => {
  for (const folder of [FOLDER, join(FOLDER, 'overlays')]) {
    try {
      return { file: name, text: readFileSync(join(folder, `${name.replace(/\.yaml$/, '')}.yaml`), 'utf8') };
    } catch {
      // The next folder.
    }
  }
  return undefined;
};

const INTERVENTIONS = `moratorium permit-delay export-control antitrust demand-shock credit-freeze outage capex-change
grid-additions permit-time efficiency-shock lab-default rate-rise order-growth earnings-surprise growth-revision price-shock
narrative-impulse no-such-kind`.split(/\s/);

function intervention(draw: Draw): unknown {
  const amount = draw.chance(0.7) ? draw.uniform() : oddNumber(draw);
  return {
    kind: draw.pick(INTERVENTIONS),
    month: draw.chance(0.8) ? draw.below(10) : oddValue(draw),
    ...(draw.chance(0.6) ? { months: 1 + draw.below(9) } : {}),
    ...(draw.chance(0.4) ? { factor: amount } : {}),
    ...(draw.chance(0.3) ? { region: draw.pick(['pjm', 'ercot', 'x']) } : {}),
    ...(draw.chance(0.2) ? { node: 'hbm', company: 'samsung', loss: amount } : {}),
    ...(draw.chance(0.2) ? { changePerYear: amount } : {}),
    ...(draw.chance(0.2) ? { equity: draw.pick(['MSFT', 'leader']), logSurprise: amount } : {}),
    ...(draw.chance(0.2) ? { logReturn: amount, day: draw.below(30) } : {}),
    ...(draw.chance(0.2) ? { share: amount } : {}),
    ...(draw.chance(0.1) ? { firm: 'META' } : {}),
    ...(draw.chance(0.1) ? { change: amount } : {}),
    ...(draw.chance(0.1) ? { growthPerMonth: amount } : {}),
  };
}

/** A short run of an accepted scenario; what is outside its range. */
function played(scenario: Scenario, draw: Draw): string[] {
  const short = { ...scenario, horizonMonths: Math.min(scenario.horizonMonths, 1 + draw.below(9)) };
  if (short.kind === 'economy')
    short.stop = { ...short.stop, aftermathMonths: Math.min(short.stop.aftermathMonths, 6) };
  return outOfRange({ scenario: short, seed: String(draw.below(1000)) });
}

export const SCENARIOS: Family = {
  name: 'scenario',
  share: 0.35,
  play(draw, tell) {
    const name = draw.chance(0.85) ? draw.pick(SMALL) : draw.pick(LARGE);
    let text = textOf(name);
    if (draw.chance(0.8)) {
      const tree = structuredClone(TREES.get(name));
      for (let i = draw.below(4); i >= 0; i--) mutate(tree, draw, SECTIONS);
      if (draw.chance(0.2)) tree.interventions = [intervention(draw), intervention(draw)];
      text = stringify(tree, { aliasDuplicateObjects: draw.chance(0.5) });
    }
    if (draw.chance(0.25)) text = mangle(text, draw);
    const overlays = draw.chance(0.1) ? [draw.pick(OVERLAYS)] : [];
    tell(text.length < 8000 ? text : `${text.slice(0, 8000)}...`);
    return played(parseScenario(text, { file: 'fuzz.yaml', load, overlays }).scenario, draw);
  },
};

const opened = new Map<
  string,
  { open: OpenScenario; paths: readonly string[]; leaves: ReturnType<typeof numericLeaves> }
>();

function openOnce(name: string) {
  let found = opened.get(name);
  if (found === undefined) {
    const open = openScenarioFiles(name);
    const { scenario } = checkOpen(open);
    const leaves = numericLeaves(scenario, ScenarioSchema);
    const above = leaves.map(({ path }) => path.replace(/[.[][^.[]*$/, ''));
    found = { open, leaves, paths: [...new Set([...above, ...Object.keys(scenario)])].filter((path) => path !== '') };
    opened.set(name, found);
  }
  return found;
}

const UNITS = ['GW', 'MW', 'months', 'years', '%', 'USD bn', 'USD bn/year', '1/month', 'kW', 'x'];

/** What follows the path: a value at or beyond a bound, an operator, a unit, or anything. */
function setting(draw: Draw, { value, facts }: ReturnType<typeof numericLeaves>[number]): string {
  const { min = 0, max = 1 } = facts ?? {};
  const kind = draw.below(8);
  if (kind === 0) return String(draw.pick([min, max]));
  if (kind === 1) return String(draw.pick([min - 1e-9, max + 1e-9, min - 1, max + 1, value + 0.5]));
  if (kind === 2)
    return `${draw.pick(['*', '+', '+-', '*-', 'add '])}${draw.chance(0.5) ? draw.uniform() * 3 : oddNumber(draw)}`;
  if (kind === 3) return `${draw.chance(0.5) ? value : oddNumber(draw)} ${draw.pick(UNITS)}`;
  if (kind === 4) return String(value * draw.pick([0.01, 0.5, 2, 10, 1000]));
  if (kind === 5) return String(draw.uniform() * (Number.isFinite(max) ? max : 10 * Math.abs(value) + 1));
  if (kind === 6) return oddText(draw);
  return JSON.stringify(oddValue(draw)) ?? '';
}

export const OVERRIDES: Family = {
  name: 'set',
  share: 0.45,
  play(draw, tell) {
    const name = draw.chance(0.6) ? draw.pick(SMALL) : 'baseline';
    const { open, leaves, paths } = openOnce(name);
    const texts = Array.from({ length: 1 + draw.below(4) }, () => {
      const leaf = draw.pick(leaves);
      let path = draw.chance(0.85) ? leaf.path : draw.pick(paths);
      if (draw.chance(0.05)) path = path.replace(/\[[^\]]*\]/, '[*]');
      if (draw.chance(0.05)) path = mangle(path, draw);
      const text = `${path}=${draw.chance(0.95) ? setting(draw, leaf) : JSON.stringify([intervention(draw)])}`;
      return draw.chance(0.05) ? mangle(text, draw) : text;
    });
    tell([name, ...texts.map((text) => `--set '${text}'`)].join(' '));
    return played(checkOpen(open, texts).scenario, draw);
  },
};
