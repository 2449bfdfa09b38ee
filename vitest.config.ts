/** Test runner settings: two workers, bounded property runs; `--mode long` runs the tests that take minutes. */

import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { IS_BUILT } from './test/support/built.ts';

/** Threads start from the built program when it is up to date. */
const workers = { find: /^.*\/worker-address\.ts$/, replacement: resolve('test/support/built-workers.ts') };

export default defineConfig(({ mode }) => ({
  resolve: { alias: IS_BUILT ? [workers] : [] },
  test: {
    include: [mode === 'long' ? 'test/**/*.long.test.ts' : 'test/**/!(*.long).test.ts'],
    setupFiles: ['test/support/setup.ts'],
    // Many tests start programs: a busy machine must not fail them.
    testTimeout: mode === 'long' ? 3_600_000 : 600_000,
    hookTimeout: 600_000,
    // Laws of generated economies look further than in the short suite.
    env: mode === 'long' ? { LAW_RUNS: process.env.LAW_RUNS ?? '120' } : {},
    maxWorkers: 2,
    // Tests compile many scenarios: young objects are collected less often.
    execArgv: ['--semi-space-growth-factor=8', '--no-flush-bytecode'],
    // What was transformed before is read from a file: a test of one file takes a quarter less.
    experimental: { fsModuleCache: true },
    // Test files of a worker share its modules: loading them anew for each took a fifth of the time.
    isolate: false,
  },
}));
