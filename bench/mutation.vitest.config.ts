/** Tests that mutation testing runs: those of the model and the games, the quickest first. */

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const FOLDERS = ['numeric', 'model', 'game', 'equilibrium', 'truth', 'laws'];
/** Tests of minutes, and those that notice every changed number without a reason why it is wrong. */
const LEFT_OUT = ['laws/{parameters,scenarios-do,signs,bits}', 'truth/supply/scenarios'];
/** A mutant that lives pays for every test that reaches it: these took three quarters of the time of all. */
const SLOW = [
  'model/{accounts,supply/identities,supply/allocate,supply/stationary,supply/parameters}',
  'laws/{market-signs,walls,random-draws,market,month-zero}',
  'truth/{market,supply/outage,game/round-robin,game/memory-one}',
  'equilibrium/{quiesce,correlated}',
  'game/match',
];
const exclude = process.env.MUTATION_TESTS === 'all' ? LEFT_OUT : [...LEFT_OUT, ...SLOW];

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ms = ({ project, moduleId }: TestSpecification): number =>
      this.ctx.cache.getFileTestResults(`${project.name}:${moduleId.slice(this.ctx.config.root.length)}`)?.duration ??
      0;
    return [...files].sort((a, b) => ms(a) - ms(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: {
    include: FOLDERS.map((folder) => `test/${folder}/**/!(*.long).test.ts`),
    exclude: exclude.map((test) => `test/${test}.test.ts`),
    setupFiles: ['test/support/setup.ts'],
    // Instrumented code is slower, and laws look at a few cases only.
    env: { LAW_RUNS: '3' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    isolate: false,
    sequence: { sequencer: QuickestFirst },
  },
});
