/** Speed and memory of the built package, printed beside the bars it should meet: `npm run build && npx tsx bench/run.ts`. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Economy } from '../src/scenario/economy.ts';
import { type Candidate, cpuSeconds, interleave, measureProcess, processSeconds } from './measure.ts';

const SCENARIO = 'baseline';
const SEED = 'bench';
const RUNS = 1000;
const ROUNDS = 3;
/** Configurations compiled a round. */
const COMPILED = 200;
const MEMORY_RUNS = [1000, 10_000];
/** With `--long`: takes minutes. */
const LONG_MEMORY_RUNS = [...MEMORY_RUNS, 100_000];
const SECONDS_BARS: Readonly<Record<number, number>> = { 10000: 15 };

const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const { BUILTIN_HOST, createSimulator, expandSeed, loadScenario, runBatch, runMetrics, scenarioHash } = (await import(
  new URL('../dist/node/index.js', import.meta.url).href
)) as typeof import('../src/node/index.ts');

/** As shipped: each run draws its uncertain numbers. */
const scenario = loadScenario(SCENARIO).scenario as Economy;
/** Every number as written: compiled once for all runs. */
const { spreads = 'off', ...certain } = scenario;
const { scenario: chain } = loadScenario(fileURLToPath(new URL('plain-chain.yaml', import.meta.url)));
const place = mkdtempSync(join(tmpdir(), 'overbuild-bench-'));

/** One batch into a fresh folder. */
async function batch(name: string, runs: number, jobs: number): Promise<void> {
  const folder = join(place, name);
  await runBatch({
    scenario: { name: SCENARIO, hash: scenarioHash(scenario), resolved: scenario, evidence: {} },
    seed: SEED,
    runs,
    jobs,
    folder,
    mode: 'force',
    series: false,
    locale: 'en',
    command: [],
    host: BUILTIN_HOST,
  });
}

function report(what: string, value: string, bar: string): void {
  console.log(`${what.padEnd(48)}${value.padStart(16)}   ${bar}`);
}

async function main(): Promise<void> {
  const simulator = createSimulator(certain, 'metrics');
  const seed = expandSeed(SEED);
  let next = 0;
  const simulateOnly: Candidate = {
    name: 'simulate',
    run() {
      for (let run = 0; run < RUNS; run++) simulator.run(seed, next++);
    },
  };
  const { market: _, ...alone } = certain;
  const marketless = createSimulator(alone, 'metrics');
  const withoutMarket: Candidate = {
    name: 'without market',
    run() {
      for (let run = 0; run < RUNS; run++) marketless.run(seed, next++);
    },
  };
  const uncertain = createSimulator(scenario, 'metrics');
  let nextDrawn = 0;
  const withDraws: Candidate = {
    name: 'with draws',
    run() {
      for (let run = 0; run < RUNS; run++) uncertain.run(seed, nextDrawn++);
    },
  };
  let nextRow = 0;
  const withRow: Candidate = {
    name: 'with row',
    run() {
      for (let run = 0; run < RUNS; run++) runMetrics(uncertain.run(seed, nextRow++));
    },
  };
  const compile: Candidate = {
    name: 'compile',
    run() {
      for (let k = 0; k < COMPILED; k++) createSimulator(certain, 'metrics');
    },
  };
  const renumbered = [2.9, 3.1].map((prizeNarrativeSlope) => ({
    ...certain,
    capex: { ...certain.capex, prizeNarrativeSlope },
  }));
  const compiled = createSimulator(certain, 'metrics');
  const recompile: Candidate = {
    name: 'recompile',
    run() {
      for (let k = 0; k < COMPILED; k++) compiled.recompile?.(renumbered[k % 2]);
    },
  };
  const open = BUILTIN_HOST.engine.open(scenario);
  const configure: Candidate = {
    name: 'configure',
    run() {
      for (let k = 0; k < COMPILED; k++)
        BUILTIN_HOST.engine.configure(open, [`capex.prizeNarrativeSlope=3.${k + 100}`]);
    },
  };
  const plain = createSimulator(chain, 'metrics');
  const plainChain: Candidate = {
    name: 'plain chain',
    run() {
      for (let run = 0; run < RUNS; run++) plain.run(seed, next++);
    },
  };
  await simulateOnly.run(0);
  await plainChain.run(0);
  await withoutMarket.run(0);
  const seconds = await interleave(
    [
      simulateOnly,
      withDraws,
      compile,
      recompile,
      configure,
      withoutMarket,
      plainChain,
      { name: 'one', run: (round) => batch(`one-${round}`, RUNS, 1) },
      { name: 'two', run: (round) => batch(`two-${round}`, RUNS, 2) },
      { name: 'one-long', run: (round) => batch(`one-long-${round}`, 4 * RUNS, 1) },
      { name: 'two-long', run: (round) => batch(`two-long-${round}`, 4 * RUNS, 2) },
    ],
    ROUNDS,
  );
  const of = (name: string): number => seconds.get(name) ?? Number.NaN;

  console.log(
    `${SCENARIO}, ${RUNS} runs a round, median of ${ROUNDS} interleaved rounds, Node ${process.versions.node}\n`,
  );
  report('runs a second, one core, without output', (RUNS / of('simulate')).toFixed(0), 'bar: 1,500');
  const share = 1 - of('without market') / of('simulate');
  report('share of a run spent in the market', `${(share * 100).toFixed(0)} %`, 'bar: 40 %');
  const perRun = of('simulate') / RUNS;
  const inRuns = (name: string): string => `${(of(name) / COMPILED / perRun).toFixed(2)} runs`;
  report(
    `a run with ${Object.keys(spreads).length} uncertain numbers over one without`,
    `${(of('with draws') / of('simulate')).toFixed(2)}`,
    'bar: 1.15',
  );
  report('compiling a configuration', inRuns('compile'), 'bar: 0.33');
  report('giving a compiled configuration other numbers', inRuns('recompile'), '');
  report('checking a configuration of a sweep', inRuns('configure'), '');
  report('runs a second, plain supply chain', (RUNS / of('plain chain')).toFixed(0), 'bar: 8,000');
  report('runs a second, batch, one worker', (RUNS / of('one')).toFixed(0), '');
  const cpu = await interleave(
    [
      withDraws,
      { name: 'batch', run: (round) => batch(`batch-${round}`, RUNS, 1) },
      { ...withDraws, name: 'again' },
      withRow,
    ],
    ROUNDS,
    cpuSeconds,
  );
  const ofBatch = (name: string): string =>
    `${((1 - (cpu.get(name) ?? Number.NaN) / (cpu.get('batch') ?? 0)) * 100).toFixed(0)} %`;
  report('share of a batch spent outside the simulation', ofBatch('with draws'), `null control: ${ofBatch('again')}`);
  report('share of a batch spent on neither that nor metrics', ofBatch('with row'), '');
  report(`two workers over one, ${RUNS} runs`, `${(of('one') / of('two')).toFixed(2)} times`, '');
  report(`two workers over one, ${4 * RUNS} runs`, `${(of('one-long') / of('two-long')).toFixed(2)} times`, 'bar: 1.8');

  const peaks = (process.argv.includes('--long') ? LONG_MEMORY_RUNS : MEMORY_RUNS).map((runs) => {
    const { seconds: wall, peakMb } = measureProcess([
      cli,
      'batch',
      SCENARIO,
      '--runs',
      String(runs),
      '--jobs',
      '2',
      '--out',
      join(place, `memory-${runs}`),
    ]);
    const bar = SECONDS_BARS[runs];
    report(`seconds, two workers, ${runs} runs`, `${wall.toFixed(1)} s`, bar === undefined ? '' : `bar: ${bar} s`);
    report(`peak memory, two workers, ${runs} runs`, `${peakMb.toFixed(0)} MB`, 'bar: 400 MB');
    return peakMb;
  });
  report(
    'peak memory, most runs over fewest',
    `${(peaks[peaks.length - 1] / peaks[0]).toFixed(2)} times`,
    'flat: about 1',
  );

  report('--help', `${processSeconds([cli, '--help'], ROUNDS).toFixed(2)} s`, 'bar: 0.5 s');
  report('validate', `${processSeconds([cli, 'validate', SCENARIO], ROUNDS).toFixed(2)} s`, 'bar: 1 s');
}

try {
  await main();
} finally {
  rmSync(place, { recursive: true, force: true });
}
