/** Regenerates results/reference, the excerpts in README and how-tos, and docs/validation.md from the built package: `npm run build && npx tsx bench/reference.ts`. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'dist/cli/main.js');
const REFERENCE = join(ROOT, 'results/reference');
/** Small enough to commit: the summary, and the pictures that README shows. */
const COPIED = ['summary.csv', 'charts/overview.png', 'charts/first-wall.png', 'charts/tier-losses.png'];
/** The picture of the levers, as `compare --levers --png` names it, and as stored. */
const LEVERS_PICTURE = ['compare-effects.png', 'levers.png'] as const;

const MEASURES = [
  'months_to_wall',
  'overspend_ratio',
  'economic_profit_usd_bn',
  'sales_lost_accelerator',
  'fall_after_wall_supplier',
  'fall_after_wall_index',
].flatMap((name) => ['--metric', name]);

/** A batch large enough for shares of the variance; ignored by git. */
const SPREAD = 'results/baseline-4000';
const DECIDED = [
  'months_to_wall',
  'wall = power',
  'peak_capex_usd_bn_per_year',
  'sales_lost_hbm',
  'fall_after_wall_index',
];
const GRID = ['--vary', 'power.regions[*].additionsMwPerMonth=*0.5:*4', '--target', 'P(wall = power) = .2'];

interface Excerpt {
  readonly name: string;
  readonly text: string;
  /** Which model and scenario it is of, as a comment: a test finds excerpts that are out of date. */
  readonly origin: string;
}

/** Replace the text between the markers of a name by the output of a command, without its list of files and hints. */
function withExcerpt(page: string, { name, text, origin }: Excerpt): string {
  const written = text.search(/\n(?:Written to|Next:)/);
  const shown = (written < 0 ? text : text.slice(0, written)).trim();
  const marked = new RegExp(`(<!-- ${name}:begin -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!marked.test(page)) throw new Error(`no page has markers for ${name}`);
  return page.replace(
    marked,
    (_, begin: string, end: string) => `${begin}${origin}\n\n\`\`\`text\n${shown}\n\`\`\`\n\n${end}`,
  );
}

function overbuild(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`overbuild ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const place = mkdtempSync(join(tmpdir(), 'overbuild-reference-'));
try {
  const folder = join(place, 'baseline');
  const said = overbuild('batch', '--out', folder);
  const { modelVersion, scenarioHash } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).identity;
  overbuild('chart', folder, '--png');
  mkdirSync(REFERENCE, { recursive: true });
  for (const file of COPIED) copyFileSync(join(folder, file), join(REFERENCE, file.replace(/^.*\//, '')));

  const levers = join(place, 'levers');
  const compared = overbuild('compare', 'baseline', '--levers', ...MEASURES, '--runs', '300', '--png', '--out', levers);
  const excerpts = {
    excerpt: ['README.md', said],
    dilemma: ['docs/how-to/solve-a-game.md', overbuild('dilemma')],
    tournament: ['docs/how-to/judge-a-strategy.md', overbuild('tournament', '--out', join(place, 'tournament'))],
    levers: ['docs/how-to/compare-scenarios.md', compared],
  };
  copyFileSync(join(levers, LEVERS_PICTURE[0]), join(REFERENCE, LEVERS_PICTURE[1]));
  for (const [name, [page, text]] of Object.entries(excerpts)) {
    const origin = `<!-- model ${modelVersion}, scenario ${scenarioHash} -->`;
    writeFileSync(join(ROOT, page), withExcerpt(readFileSync(join(ROOT, page), 'utf8'), { name, text, origin }));
  }
  const page = ['--page', 'docs/validation.md', '--force'];
  overbuild('patterns', 'baseline', '--runs', '1000', '--seed', '1', ...page);
  overbuild('batch', 'baseline', '--runs', '4000', '--out', SPREAD, '--quiet', '--force');
  overbuild('sensitivity', SPREAD, ...DECIDED.flatMap((metric) => ['--metric', metric]), ...page);
  const pictures: Readonly<Record<string, readonly string[]>> = {
    sensitivity: ['sensitivity', SPREAD, '--metric', 'peak_capex_usd_bn_per_year', '--top', '10'],
    discover: ['discover', SPREAD, '--when', 'investment_fall_after_wall > .5', ...page],
    solve: ['solve', 'baseline', ...GRID, '--precision', '0.2', ...page],
  };
  for (const [name, words] of Object.entries(pictures)) {
    const out = `results/reference-${name}`;
    overbuild(...words, '--out', out, ...(words.includes('--force') ? [] : ['--force']));
    copyFileSync(join(ROOT, out, `${name}.png`), join(REFERENCE, `${name}.png`));
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
