/** Which small faults in random lines of the model and the games no test notices: `npx tsx bench/mutation.ts [mutants] [seed] [parts] [of them to run]`. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expandSeed } from '../src/random/seed.ts';
import { openStream, streamId, uniformAt } from '../src/random/stream.ts';

const FOLDERS = ['src/model', 'src/game', 'src/equilibrium', 'src/numeric'];
/** Lines drawn together: enough for a statement of several lines. */
const CHUNK_LINES = 4;
/** Mutants of a chunk, on average; only for how many chunks to draw. */
const CHUNK_MUTANTS = 3.2;

/** Results of parts that were run, so that a search that was cut off goes on. */
const REPORTS = 'reports/mutation';

const [mutants = '600', seed = '1', parts = '8', toRun = parts] = process.argv.slice(2);
const key = openStream(expandSeed(seed), 0, streamId('mutation'));

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** Ranges of lines that hold code, `file:first-last`. */
function chunksOf(folder: string): string[] {
  return filesOf(folder).flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const starts = Array.from({ length: Math.ceil(lines.length / CHUNK_LINES) }, (_, c) => c * CHUNK_LINES);
    const isCode = (line: string): boolean => !/^\s*(?:\/?\*|\/\/|import |\}|$)/.test(line);
    return starts
      .filter((from) => lines.slice(from, from + CHUNK_LINES).some(isCode))
      .map((from) => `${file}:${from + 1}-${Math.min(from + CHUNK_LINES, lines.length)}`);
  });
}

/** Each folder in random order, and the folders dealt in turn by their size: every start of the list is a sample. */
function shuffled(): string[] {
  let draw = 0;
  return FOLDERS.flatMap((folder) => {
    const chunks = chunksOf(folder).map((chunk) => ({ chunk, by: uniformAt(key, draw++) }));
    chunks.sort((a, b) => a.by - b.by);
    return chunks.map(({ chunk }, i) => ({ chunk, place: (i + 0.5) / chunks.length }));
  })
    .sort((a, b) => a.place - b.place)
    .map(({ chunk }) => chunk);
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: Readonly<Record<'start' | 'end', { readonly line: number; readonly column: number }>>;
}

/** A name of the code that is mutated: results of another do not count. */
const sources = FOLDERS.flatMap(filesOf).map((file) => readFileSync(file));
const code = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 8);

/** Mutants of a part with what became of them: run, unless they were before. */
function resultsOf(part: number, chunks: readonly string[]) {
  const path = join(REPORTS, `${code}-${mutants}-${seed}-${part + 1}-of-${parts}.json`);
  if (!existsSync(path)) {
    const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', chunks.join()], { stdio: 'inherit' });
    if (status !== 0) process.exit(1);
    renameSync(join(REPORTS, 'mutation.json'), path);
  }
  const report = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
  };
  return Object.entries(report.files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, ...mutant })));
}

const chunks = shuffled().slice(0, Math.round(Number(mutants) / CHUNK_MUTANTS));
const results = Array.from({ length: Math.min(Number(parts), Number(toRun)) }, (_, part) =>
  resultsOf(
    part,
    chunks.filter((_, i) => i % Number(parts) === part),
  ),
).flat();

const isNoticed = (status: string): boolean => status === 'Killed' || status === 'Timeout';
const counted = results.filter(({ status }) => isNoticed(status) || status === 'Survived' || status === 'NoCoverage');

/** Share noticed, and half its 95 % interval: chunks are what was drawn, so their variance counts. */
function score(of: typeof counted): string {
  const clusters = chunks
    .map((chunk) => {
      const [file, lines] = chunk.split(':');
      const [first, last] = lines.split('-').map(Number);
      const own = of.filter(
        ({ file: mutated, location }) => mutated === file && location.start.line >= first && location.end.line <= last,
      );
      return { all: own.length, noticed: own.filter(({ status }) => isNoticed(status)).length };
    })
    .filter(({ all }) => all > 0);
  if (clusters.length < 2) return `too few places for an interval: ${clusters.length}`;
  const all = clusters.reduce((count, cluster) => count + cluster.all, 0);
  const share = clusters.reduce((count, { noticed }) => count + noticed, 0) / all;
  const squares = clusters.reduce((total, cluster) => total + (cluster.noticed - share * cluster.all) ** 2, 0);
  const half = (1.96 * Math.sqrt((squares * clusters.length) / (clusters.length - 1))) / all;
  return `${(100 * share).toFixed(1)} % +- ${(100 * half).toFixed(1)} of ${all} mutants in ${clusters.length} places`;
}

for (const { file, location, replacement, mutatorName, status } of counted) {
  if (isNoticed(status)) continue;
  console.log(`${status} ${file}:${location.start.line}:${location.start.column} ${mutatorName}: ${replacement}`);
}
for (const folder of FOLDERS)
  console.log(`${folder}: ${score(counted.filter(({ file }) => file.startsWith(`${folder}/`)))}`);
console.log(`all: ${score(counted)}`);
