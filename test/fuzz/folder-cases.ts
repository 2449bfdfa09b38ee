/** Fuzzed results folders: cut, flipped, swapped, tampered with, and then given to the commands that read folders. */

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, lstatSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../support/cli.ts';
import { type Draw, mangle, mutate } from './draw.ts';
import type { Family } from './findings.ts';

const SHORT = ['--set', 'horizonMonths=4', '--set', 'stop.aftermathMonths=2', '--jobs', '1'];
const ANALYSED = ['power.pue=1.1:1.4', 'capex.growthHaircut=0.3:0.7'].flatMap((axis) => ['--vary', axis]);

/** Untouched folders by the words that made them. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  batch: ['batch', 'baseline', ...SHORT, '--runs', '4', '--series'],
  first: ['batch', 'baseline', ...SHORT, '--runs', '4', '--shard', '1/2'],
  second: ['batch', 'baseline', ...SHORT, '--runs', '4', '--shard', '2/2'],
  chain: ['batch', 'beer-game', '--jobs', '1', '--runs', '3'],
  sweep: ['sweep', 'baseline', ...SHORT, '--vary', 'power.pue=1.2,1.3', '--runs', '3'],
  sobol: ['sweep', 'baseline', ...SHORT, ...ANALYSED, '--design', 'saltelli', '--points', '16', '--runs', '1'],
  compare: ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '4'],
  attribute: ['attribute', ...SHORT, '--toggle', 'debt', '--outcome', 'cumulative_ai_capex_usd_bn', '--runs', '3'],
  tournament: ['tournament', '--game', 'pd', '--turns', '4', '--noise', '0.1', '--repetitions', '2', '--jobs', '1'],
  patterns: ['patterns', ...SHORT, '--runs', '3'],
};

/** Make the untouched folders below a folder. */
export async function makeFolders(cwd: string): Promise<void> {
  for (const [kind, argv] of Object.entries(KINDS)) {
    const { code, stderr } = await cli([...argv, '--out', kind], { cwd });
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => lstatSync(join(folder, name)).isFile());

/** JSON with some of its parts changed; what is no JSON any more stays as it is. */
function tampered(text: string, draw: Draw): string {
  try {
    const tree = JSON.parse(text);
    for (let i = draw.below(3); i >= 0; i--) mutate(tree, draw, ['identity', 'files', 'resolvedScenario', 'format']);
    return JSON.stringify(tree);
  } catch {
    return text;
  }
}

/** One change of a folder, in words. */
function spoil(folder: string, others: string, draw: Draw): string {
  const names = filesIn(folder);
  const name = draw.chance(0.35) && names.includes('manifest.json') ? 'manifest.json' : draw.pick(names);
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const at = draw.below(Math.max(1, bytes.length));
  const kind = draw.below(9);
  if (kind === 0) rmSync(path);
  else if (kind === 1) writeFileSync(path, bytes.subarray(0, at));
  else if (kind === 2) {
    bytes[at] ^= 1 << draw.below(8);
    writeFileSync(path, bytes);
  } else if (kind === 3) writeFileSync(path, readFileSync(join(folder, draw.pick(names))));
  else if (kind === 4) {
    const other = join(others, draw.pick(Object.keys(KINDS)));
    const theirs = filesIn(other);
    writeFileSync(path, readFileSync(join(other, theirs.includes(name) ? name : draw.pick(theirs))));
  } else if (kind === 5 && draw.chance(0.5)) {
    rmSync(path);
    if (draw.chance(0.5)) mkdirSync(path);
    else symlinkSync(draw.pick(['/dev/null', name, '/proc/self/mem', '.']), path);
  } else if (name.endsWith('.json') && kind !== 6) {
    writeFileSync(path, tampered(bytes.toString(), draw));
  } else writeFileSync(path, mangle(bytes.toString('latin1'), draw), 'latin1');
  return `${name} by ${kind} at ${at}`;
}

const QUERIES = ['SELECT count(*) FROM runs', 'SELECT * FROM runs LIMIT 3', 'SELECT * FROM summary', 'SHOW TABLES'];

/** A command that reads the folder `f`. */
function command(kind: string, draw: Draw): string[] {
  const kinds: readonly (readonly [number, () => string[]])[] = [
    [4, () => ['query', draw.pick(QUERIES), 'f', '--format', 'csv']],
    [3, () => ['explain', 'f', '--run', String(draw.below(3))]],
    [3, () => ['verify', 'f', ...(draw.chance(0.3) ? ['--all'] : [])]],
    [2, () => ['merge', 'f', 'second', '--out', 'merged']],
    [3, () => [...KINDS[kind], '--out', 'f', '--resume']],
    [2, () => ['report', 'f', '--out', 'page.html', '--force']],
    [2, () => ['chart', 'f', '--out', 'pictures', '--force']],
    [2, () => ['sensitivity', 'f']],
    [2, () => ['discover', 'f', '--when', 'peak_capex_usd_bn_per_year > p50']],
  ];
  return draw.pick(kinds.flatMap(([weight, make]) => Array.from({ length: weight }, () => make)))();
}

/** Words of a defect, or of a stack. */
const DEFECT = /a defect in overbuild|^\s+at .*:\d+:\d+\)?$/m;

export const folderCases = (cwd: string): Family => ({
  name: 'folder',
  share: 0.04,
  async play(draw, tell) {
    const kind = draw.pick(Object.keys(KINDS).filter((name) => name !== 'second'));
    const folder = join(cwd, 'f');
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(cwd, 'merged'), { recursive: true, force: true });
    cpSync(join(cwd, kind), folder, { recursive: true });
    const spoilt = Array.from({ length: 1 + draw.below(2) }, () =>
      filesIn(folder).length > 0 ? spoil(folder, cwd, draw) : '',
    );
    const argv = command(kind, draw);
    tell(`folder of ${kind}, ${spoilt.join('; ')}: overbuild ${argv.join(' ')}`);
    const { code, stdout, stderr } = await cli(argv, { cwd });
    const findings = DEFECT.test(stderr) || DEFECT.test(stdout) ? [stderr || stdout] : [];
    return [0, 1, 2].includes(code) ? findings : [...findings, `exit code ${code}`];
  },
});
