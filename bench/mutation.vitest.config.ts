/** Tests that mutation testing runs: those of the model and the games, the likeliest to notice a mutant soon first. */

import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const FOLDERS = ['numeric', 'model', 'game', 'equilibrium', 'truth', 'laws'];
/** Tests of minutes, and those that notice every changed number without a reason why it is wrong. */
const LEFT_OUT = ['laws/{parameters,scenarios-do,signs,bits}', 'truth/supply/scenarios'];
/** A mutant of the model that lives pays for every test that runs it: these took most of the time of all. */
const SLOW = [
  'model/{accounts,supply/identities,supply/allocate,supply/stationary,supply/parameters}',
  'laws/{market-signs,walls,random-draws,market,month-zero}',
  'truth/{market,busts,supply/outage}',
];
const exclude = process.env.MUTATION_TESTS === 'all' ? LEFT_OUT : [...LEFT_OUT, ...SLOW];

/** Loading a test file takes time too. */
const LOADING_MS = 50;

/** Orders files by time a noticed mutant: the longest time each took, over mutants that it noticed. */
class SoonestFirst extends BaseSequencer {
  #before: readonly string[] = [];
  readonly #ms = new Map<string, number>();
  readonly #noticed = new Map<string, number>();

  #count(key: string): void {
    const result = this.ctx.cache.getFileTestResults(key);
    this.#ms.set(key, Math.max(this.#ms.get(key) ?? 0, result?.duration ?? 0));
    // Files that were not loaded count as failed, but took no time.
    if (result?.failed && result.duration > 0) this.#noticed.set(key, (this.#noticed.get(key) ?? 0) + 1);
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    for (const key of this.#before) this.#count(key);
    const keyOf = ({ project, moduleId }: TestSpecification): string =>
      `${project.name}:${relative(this.ctx.config.root, moduleId)}`;
    this.#before = files.map(keyOf);
    const cost = (file: TestSpecification): number =>
      ((this.#ms.get(keyOf(file)) ?? 0) + LOADING_MS) / (1 + (this.#noticed.get(keyOf(file)) ?? 0));
    return [...files].sort((a, b) => cost(a) - cost(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: {
    include: FOLDERS.map((folder) => `test/${folder}/**/!(*.long).test.ts`),
    exclude: exclude.map((test) => `test/${test}.test.ts`),
    setupFiles: ['test/support/setup.ts', 'bench/mutation.setup.ts'],
    // Instrumented code is slower, and laws look at a few cases only.
    env: { LAW_RUNS: '3' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    isolate: false,
    sequence: { sequencer: SoonestFirst },
  },
});
