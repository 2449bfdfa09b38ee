/** solve and designs for sensitivity with a folder: stopped again and again, they end with the bytes of one left alone. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { numberColumn, parseTable } from '../../src/charts/table.ts';
import { readAxis, type Span } from '../../src/experiment/design-axis.ts';
import { readTarget } from '../../src/experiment/solve-target.ts';
import { type DesignedSpec, runDesigned } from '../../src/node/analysis/designed-run.ts';
import { type SolveSpec, solveScenario } from '../../src/node/experiments/solve.ts';
import type { WorkPlace } from '../../src/node/work/run-job.ts';
import { temporaryFolder } from '../support/batches.ts';
import { contentOf } from '../support/crashes.ts';
import { formulaEngineOf } from '../support/formula-engine.ts';

const open = {};
const COMMON = {
  scenario: { name: 'formula', hash: 'feedc0ffee12', resolved: open, open, evidence: {} },
  seed: '1',
} as const;
const host = (formula: Parameters<typeof formulaEngineOf>[0]) => ({ engine: formulaEngineOf(formula), workerUrl: '' });

const SOLVE: SolveSpec = {
  ...COMMON,
  host: host(([x], z, e) => x + (z + e) / 2),
  span: readAxis('x.a=0:4') as Span,
  target: readTarget('mean(y) = 1.3'),
  rule: { precision: 0.25, budget: 4000, points: 5, firstRuns: 30 },
};
const DESIGNED: DesignedSpec = {
  ...COMMON,
  host: host(([a, b], z) => a * b + b + z / 10),
  kind: 'saltelli',
  axes: ['x.a=0:1', 'x.b=0:2'].map(readAxis),
  metrics: ['y'],
  precision: 0.4,
  budget: 3000,
  replications: 2,
};

/** Answers of a search, without the time that it took. */
type Search = (place: WorkPlace) => Promise<object | undefined>;
const solve: Search = async (place) => {
  const { cpuSeconds: _, ...answer } = await solveScenario(SOLVE, place);
  return answer.isInterrupted ? undefined : answer;
};
const design: Search = async (place) => {
  const outcome = await runDesigned(DESIGNED, place);
  return outcome && { outcomes: outcome.outcomes, points: outcome.points, runs: outcome.runs };
};

const place = (folder: string | undefined, more: Partial<WorkPlace> = {}): WorkPlace => ({
  folder,
  mode: 'new',
  jobs: 1,
  command: ['solve'],
  ...more,
});

/** Search until so many more rows are there, then stop. */
function until(rows: number, search: Search, folder: string, mode: WorkPlace['mode']): Promise<object | undefined> {
  const stop = new AbortController();
  let first: number | undefined;
  return search(
    place(folder, {
      mode,
      signal: stop.signal,
      onProgress(done) {
        first ??= done;
        if (done >= first + rows) stop.abort();
      },
    }),
  );
}

const sweepsOf = (folder: string): string[] =>
  readdirSync(join(folder, 'runs'))
    .filter((name) => statSync(join(folder, 'runs', name)).isDirectory())
    .sort();

it.each<[name: string, search: Search, rows: number]>([
  ['solve', solve, 250],
  ['a design for sensitivity', design, 150],
])('%s', async (_, search, rows) => {
  const alone = temporaryFolder();
  const whole = await search(place(alone));
  expect(whole).toEqual(await search(place(undefined)));
  const folder = temporaryFolder();
  let found = await until(rows, search, folder, 'new');
  expect(found).toBeUndefined();
  await expect(search(place(folder))).rejects.toThrow(/unfinished; --resume continues it/);
  let stops = 1;
  for (; found === undefined && stops < 50; stops++) found = await until(rows, search, folder, 'resume');
  expect(stops).toBeGreaterThan(2);
  expect(found).toEqual(whole);
  expect(sweepsOf(folder)).toEqual(sweepsOf(alone));
  expect(sweepsOf(folder).length).toBeGreaterThan(1);
  for (const name of sweepsOf(folder)) {
    expect(contentOf(join(folder, 'runs', name))).toEqual(contentOf(join(alone, 'runs', name)));
  }
  // What is there is not simulated again.
  const noRuns = { ...host(() => Number.NaN), workerUrl: '' };
  const { createSimulator } = noRuns.engine;
  const engine = {
    ...noRuns.engine,
    createSimulator: (scenario: unknown, recording: 'metrics') => ({
      ...createSimulator(scenario, recording),
      run: () => expect.fail('a run is simulated again'),
    }),
  };
  const again = place(folder, { mode: 'resume' });
  const repeated =
    search === solve
      ? await solveScenario({ ...SOLVE, host: { engine, workerUrl: '' } }, again)
      : await runDesigned({ ...DESIGNED, host: { engine, workerUrl: '' } }, again);
  expect(repeated).toMatchObject(whole ?? {});
});

it.each<[name: string, search: (locale: 'en' | 'eu', folder: string) => Promise<unknown>]>([
  ['solve', (locale, folder) => solveScenario({ ...SOLVE, locale }, place(folder))],
  ['a design for sensitivity', (locale, folder) => runDesigned({ ...DESIGNED, locale }, place(folder))],
])('%s writes its runs in the locale asked for, and answers the same', async (_, search) => {
  const [english, european] = [temporaryFolder(), temporaryFolder()];
  const answers = [await search('en', english), await search('eu', european)].map((answer) => {
    const { response, outcomes } = answer as Record<string, unknown>;
    return { response, outcomes };
  });
  expect(answers[1]).toEqual(answers[0]);
  expect(sweepsOf(european)).toEqual(sweepsOf(english));
  for (const name of sweepsOf(european)) {
    const [comma, semicolon] = [english, european].map((folder) =>
      readFileSync(join(folder, 'runs', name, 'runs.csv'), 'utf8'),
    );
    expect(semicolon).toMatch(/;\d+,\d+;/);
    const y = (text: string, locale: 'en' | 'eu'): number[] => numberColumn(parseTable(text, locale), 'y');
    expect(y(semicolon, 'eu')).toEqual(y(comma, 'en'));
  }
});
