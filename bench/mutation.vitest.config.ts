/** Tests that mutation testing runs: those of the model and the games that take seconds, nearest to the code first. */

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const FOLDERS = ['numeric', 'model', 'game', 'equilibrium', 'truth', 'laws'];
/** Tests of minutes, and those that notice every changed number without a reason why it is wrong. */
const LEFT_OUT = ['laws/{parameters,scenarios-do,signs,bits}', 'truth/supply/scenarios'];

class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      FOLDERS.findIndex((folder) => moduleId.includes(`/test/${folder}/`));
    return [...files].sort((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: {
    include: FOLDERS.map((folder) => `test/${folder}/**/!(*.long).test.ts`),
    exclude: LEFT_OUT.map((test) => `test/${test}.test.ts`),
    setupFiles: ['test/support/setup.ts'],
    // Instrumented code is slower, and laws look at a few cases only.
    env: { LAW_RUNS: '8' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    isolate: false,
    sequence: { sequencer: NearestFirst },
  },
});
