/** Speed of tournaments: 16 strategies, 200 turns, 50 repetitions, noise 0 and .05: `npm run build && npx tsx bench/tournament.ts`. */

import { interleave } from './measure.ts';

const { readEntry, runTournament } = (await import(
  new URL('../dist/node/index.js', import.meta.url).href
)) as typeof import('../src/node/index.ts');

const ROUNDS = 5;
const TURNS = 200;
const REPETITIONS = 50;
/** Enough for the start of worker threads not to matter. */
const MANY_REPETITIONS = 2000;
const BAR_SECONDS = 0.5;
const NAMES = [
  'always-disciplined',
  'always-race',
  'tit-for-tat',
  'tit-for-two-tats',
  'two-tits-for-tat',
  'grim',
  'win-stay-lose-shift',
  'generous-tit-for-tat',
  'random',
  'alternator',
  'gradual',
  'firm-but-fair',
  'zd-generous-2',
  'extort-2',
  'first-by-joss',
  'prober',
];

const entry = readEntry(NAMES, '.');

async function play(noise: number, repetitions: number, jobs: number): Promise<number> {
  const match = { turns: TURNS, executionNoise: noise };
  const playing = { kind: 'plain', game: 'prisoners-dilemma', params: {}, players: 2, match } as const;
  const spec = {
    rule: {
      playing,
      repetitions,
      pairRepetitions: repetitions,
      compositions: 'sampled',
      seed: 'bench',
      population: { size: 50, beta: 10 },
    },
    entry,
    short: 'prisoners-dilemma',
    title: 'prisoners-dilemma',
    unit: '',
    locale: 'en',
  } as const;
  const { done } = await runTournament(spec, { mode: 'new', command: [], jobs });
  return done;
}

const row = (what: string, seconds: number, matches: number, bar = ''): void => {
  const rate = (value: number): string => Math.round(value / seconds).toLocaleString('en');
  console.log(
    `${what.padEnd(46)}${seconds.toFixed(2).padStart(7)} s${rate(matches).padStart(12)} matches/s${rate(matches * TURNS).padStart(14)} turns/s   ${bar}`,
  );
};

const quick = await interleave(
  [0, 0.05].map((noise) => ({ name: String(noise), run: async () => void (await play(noise, REPETITIONS, 1)) })),
  ROUNDS,
);
const matches = (NAMES.length * (NAMES.length + 1) * REPETITIONS) / 2;
for (const noise of [0, 0.05]) {
  const what = `${NAMES.length} strategies, ${REPETITIONS} repetitions, noise ${noise}, one core`;
  row(what, quick.get(String(noise)) ?? Number.NaN, matches, `bar: under ${BAR_SECONDS} s`);
}
const long = await interleave(
  [1, 2].map((jobs) => ({ name: String(jobs), run: async () => void (await play(0.05, MANY_REPETITIONS, jobs)) })),
  2,
);
for (const jobs of [1, 2]) {
  const what = `the same, ${MANY_REPETITIONS} repetitions, noise 0.05, ${jobs === 1 ? 'one core' : 'two cores'}`;
  row(what, long.get(String(jobs)) ?? Number.NaN, (matches / REPETITIONS) * MANY_REPETITIONS);
}
console.log('Without noise, matches of strategies that draw nothing are played once and counted for every repetition.');
