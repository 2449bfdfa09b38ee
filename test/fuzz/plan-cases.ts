/** Fuzzed plans, axes and tables of designs: read, and a few configurations of what is accepted made. */

import { stringify } from 'yaml';
import { createDesign, DESIGNS } from '../../src/experiment/design.ts';
import { readAxis } from '../../src/experiment/design-axis.ts';
import { readPlan } from '../../src/experiment/design-plan.ts';
import { UserError } from '../../src/scenario/errors.ts';
import { type Draw, mangle, mutate, oddNumber, oddText } from './draw.ts';
import type { Family } from './findings.ts';

const PATHS = ['power.pue', 'supply.nodes[hbm].leadMonths', 'capex.growthHaircut', 'firms[*].strategy.id', 'seed', 'x'];
const MOST_MADE = 5;

function axisText(draw: Draw): string {
  const number = (): string =>
    draw.chance(0.7) ? String(Math.round(draw.uniform() * 100) / 10) : String(oddNumber(draw));
  const operator = draw.chance(0.2) ? draw.pick(['*', '+', 'add ']) : '';
  const kind = draw.below(5);
  if (kind === 0) return `${operator}${number()}:${operator}${number()}`;
  if (kind === 1) return `${operator}${number()}:${operator}${number()}:${draw.chance(0.5) ? 'log' : number()}`;
  if (kind === 2) return Array.from({ length: 1 + draw.below(4) }, number).join();
  if (kind === 3) return `${oddText(draw)},${number()}`;
  return mangle(`${number()}:${number()}:${number()}`, draw);
}

/** First, last and some configurations: each has a value for each path. */
function made(design: ReturnType<typeof createDesign>): string[] {
  if (!Number.isSafeInteger(design.size) || design.size < 1) return [`a design of ${design.size} configurations`];
  const step = Math.max(1, Math.floor(design.size / MOST_MADE));
  for (let index = 0; index < design.size; index += step) {
    const row = design.at(index);
    if (row.length !== design.paths.length) return [`configuration ${index} has ${row.length} values`];
    const bad = row.find((value) => value === undefined || (typeof value === 'number' && !Number.isFinite(value)));
    if (row.includes(bad as never)) return [`configuration ${index} of ${design.size} has ${bad}`];
  }
  return [];
}

export const PLANS: Family = {
  name: 'plan',
  share: 0.08,
  play(draw, tell) {
    const tree: Record<string, unknown> = {
      scenario: 'baseline',
      set: ['power.pue=1.2'],
      vary: Object.fromEntries(
        Array.from({ length: 1 + draw.below(3) }, () => [
          draw.pick(PATHS),
          draw.chance(0.5) ? axisText(draw) : [1, oddNumber(draw), oddText(draw)],
        ]),
      ),
      design: draw.pick(DESIGNS),
      points: 8,
      runs: 3,
      seed: draw.pick<unknown>([7, '007', 1e21, 'x', 1.5]),
    };
    if (draw.chance(0.7)) mutate(tree, draw);
    let text = stringify(tree);
    if (draw.chance(0.4)) text = mangle(text, draw);
    tell(text);
    const { axes, design, points, seed } = readPlan(text, 'plan.yaml');
    const kind = DESIGNS.find((name) => name === design) ?? 'factorial';
    const some = points === undefined ? {} : { points };
    return made(createDesign({ kind, axes, ...some, ...(seed === undefined ? {} : { seed }) }));
  },
};

export const DESIGN_CASES: Family = {
  name: 'design',
  share: 0.08,
  play(draw, tell) {
    if (draw.chance(0.5)) {
      const texts = Array.from({ length: 1 + draw.below(3) }, () => `${draw.pick(PATHS)}=${axisText(draw)}`);
      const points = draw.chance(0.8) ? 1 + draw.below(40) : Math.abs(Math.round(oddNumber(draw))) || 1;
      const kind = draw.pick(DESIGNS);
      tell(`--design ${kind} --points ${points} ${texts.map((text) => `--vary '${text}'`).join(' ')}`);
      return made(createDesign({ kind, axes: texts.map(readAxis), points, seed: oddText(draw) }));
    }
    const [comma, point] = draw.chance(0.5) ? [',', '.'] : [';', ','];
    const cells = (): string[] => [String(draw.below(9)), `1${point}5`, draw.chance(0.1) ? oddText(draw) : "'*1.2"];
    const rows = [['configuration', 'power.pue', 'firms[META].liveMw'], ...Array.from({ length: 4 }, cells)];
    let text = rows.map((row) => row.join(comma)).join('\n');
    for (let i = draw.below(4); i > 0; i--) text = mangle(text, draw);
    tell(text);
    try {
      return made(createDesign({ kind: 'table', text, file: 'design.csv' }));
    } catch (error) {
      if (error instanceof UserError && error.problems.every((line) => /^design\.csv:\d+: /.test(line))) return [];
      throw error;
    }
  },
};
