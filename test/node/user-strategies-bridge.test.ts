/** Strategies in other languages: what a command must say, what becomes of one that does not, and the Python example. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findSource } from '../../src/node/strategies/strategy-source.ts';
import { readEntry } from '../../src/node/experiments/entrants.ts';
import { checkUserStrategy } from '../../src/node/strategies/check-strategy.ts';
import { loadStrategy } from '../../src/node/strategies/load-strategies.ts';
import { checkStrategy } from '../../src/strategies/contract.ts';
import { temporaryFolder } from '../support/batches.ts';
import { playedTournament } from '../support/tournaments.ts';
import { startProgram } from '../support/program.ts';

const HELLO =
  '{ protocol: 2, id: "other", memoryDepth: 1, draws: 1, params: { level: { default: 0.5, min: 0, max: 1 } } }';

/** A folder with a program that answers each question with what `answer` makes of it. */
function program(answer: string, hello = HELLO, after = ''): string {
  const folder = temporaryFolder();
  const code = `import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const { question, ask, view, params, memory, random } = JSON.parse(line);
  const answer = ask === 'hello' ? ${hello} : ${answer};
  const say = (one) => process.stdout.write((typeof one === 'string' ? one : JSON.stringify({ question, ...one })) + '\\n');
  say(answer);
  ${after}
}`;
  writeFileSync(join(folder, 'other.mjs'), code);
  return folder;
}

const COMMAND = 'cmd:node other.mjs';
/** What a program may take for an answer on a busy machine. */
const PATIENCE_SECONDS = 60;

/** What is wrong with a program, in this thread; without what takes several processes to see. */
function failureOf(answer: string, hello?: string, after?: string): string {
  try {
    const source = { ...findSource(COMMAND, program(answer, hello, after)), answerSeconds: PATIENCE_SECONDS };
    const findings = checkStrategy(loadStrategy(source));
    return findings.flatMap(({ rule, failure }) => (failure === undefined ? [] : [`${rule}: ${failure}`])).join('\n');
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a command', () => {
  it('keeps the contract when it answers by the view, its parameters, its memory and the chance it is given', async () => {
    expect(failureOf('{ intensity: view.decision === 0 ? params.level : view.cooperatingShare[0] * random[0] }')).toBe(
      '',
    );
    const counting = HELLO.replace('memoryDepth: 1, ', '');
    expect(failureOf('{ intensity: ((memory?.n ?? 0) % 5) / 5, memory: { n: (memory?.n ?? 0) + 1 } }', counting)).toBe(
      '',
    );
  });

  it.each([
    ['another protocol', '{ intensity: 0 }', '{ protocol: 9 }', /speaks protocol 9, expected 2/],
    [
      'the protocol without numbers',
      '{ intensity: 0 }',
      '\'{"protocol":1,"id":"other"}\'',
      /without the number of the question: repeat "question": 1, as protocol 2 asks/,
    ],
    ['no strategy', '{ intensity: 0 }', '{ protocol: 2, id: 3 }', /id: expected a name/],
    ['no JSON', '"hm"', undefined, /answers: .*answered "hm": expected one line of JSON/],
    ['an error', '{ error: "no idea" }', undefined, /answers: .*no idea/],
    ['no number', '{ intensity: "much" }', undefined, /range: returned "much"/],
    ['its end', 'process.exit(3)', undefined, /other\.mjs ended with code 3/],
    ['an exception', 'undefined.x', undefined, /ended with code 1: Node\.js|Cannot read|TypeError/],
    [
      'an answer to another question',
      '{ question: question - 1, intensity: 0 }',
      undefined,
      /answered question 1 when it was asked question 2/,
    ],
    [
      'another hello at the end',
      '{ intensity: 0 }',
      HELLO.replace('level:', '["level" + question]:'),
      /it must say the same every time/,
    ],
  ])('is told what is wrong with %s', (_name, answer, hello, words) => {
    expect(failureOf(answer, hello)).toMatch(words);
  });

  it.each([
    [
      'one line too many',
      'if (ask === "decide" && view.decision === 4) say(answer);',
      /answers: .*answered question \d+ when it was asked/,
    ],
    [
      'lines without end',
      'if (ask === "decide") for (;;) say(answer);',
      /answers: .*answered question \d+ when it was asked/,
    ],
    [
      'its end after an answer',
      'if (ask === "decide" && view.decision === 49) process.exit(7);',
      /answers: .*ended with code 7/,
    ],
  ])('is told what is wrong with %s', (_name, after, words) => {
    expect(failureOf('{ intensity: 0 }', undefined, after)).toMatch(words);
  });

  it('that keeps something between matches is caught', () => {
    const counting = '{ intensity: (globalThis.n = (globalThis.n ?? 0) + 1) % 2 }';
    expect(failureOf(counting)).toMatch(/determinism: .*between matches/);
  });

  it('that follows the hash seed of its process is caught by the rows of another process', async () => {
    const folder = program('{ intensity: Number(process.env.PYTHONHASHSEED ?? 0) % 2 }');
    const { findings } = await checkUserStrategy(findSource(COMMAND, folder));
    expect(findings.filter(({ failure }) => failure !== undefined)).toEqual([
      { rule: 'rows', failure: expect.stringMatching(/^run 3 of the baseline gave .*, then .* in another order/) },
    ]);
  });

  it('that ends after its run, or says more than it was asked, costs that run and not the next', async () => {
    const twice = program(
      '{ intensity: 0 }',
      HELLO,
      'if (ask === "decide" && view.decision === 4 && random[0] < 0.5) say(answer);',
    );
    const later = program(
      '{ intensity: 0 }',
      HELLO,
      'if (ask === "decide") globalThis.hasPlayed = true; else if (globalThis.hasPlayed) setTimeout(() => process.exit(0), 1);',
    );
    const failed = async (folder: string): Promise<string[]> => {
      const entry = readEntry([COMMAND, 'always-race'], folder);
      const playing = {
        kind: 'plain',
        game: 'prisoners-dilemma',
        params: {},
        players: 2,
        match: { turns: 5 },
      } as const;
      const rule = { playing, repetitions: 8, pairRepetitions: 8, compositions: 'sampled', seed: '1' } as const;
      const population = { size: 20, beta: 1 };
      const { failures } = await playedTournament({ rule: { ...rule, population }, entry, jobs: 1 });
      return failures.map(({ reason }) => reason).filter((reason) => !reason.startsWith('not played'));
    };
    const reasons = await failed(twice);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.length).toBeLessThan(16);
    for (const reason of reasons)
      expect(reason).toMatch(/turn 4: answered question \d+ when it was asked question \d+/);
    expect(await failed(later)).toEqual([]);
  });

  it('that is not there is named', async () => {
    const { problems } = await checkUserStrategy(findSource('cmd:no-such-program x', temporaryFolder()));
    expect(problems[0]).toMatch(/cannot start no-such-program/);
  });

  it('is known by its words and by the content of the files it names', () => {
    const folder = program('{ intensity: 0 }');
    const { id } = findSource(COMMAND, folder);
    expect(id).toMatch(/^cmd:node other\.mjs#[0-9a-f]{12}$/);
    writeFileSync(join(folder, 'other.mjs'), '');
    expect(findSource(COMMAND, folder).id).not.toBe(id);
  });
});

it('ends a command that hangs, fails its match, and starts it again for the next', async () => {
  const folder = program(
    '(() => { if (view.decision === 3 && params.level > 0.5) for (;;); return { intensity: 0 }; })()',
  );
  const pids = ['import { appendFileSync } from "node:fs";', 'appendFileSync("pids", process.pid + "\\n");'];
  writeFileSync(join(folder, 'pids.mjs'), [...pids, 'await import("./other.mjs");'].join('\n'));
  const entry = readEntry(['cmd:node pids.mjs?level=1', 'cmd:node pids.mjs?level=0', 'always-race'], folder);
  const playing = { kind: 'plain', game: 'prisoners-dilemma', params: {}, players: 2, match: { turns: 5 } } as const;
  const rule = {
    playing,
    repetitions: 2,
    pairRepetitions: 2,
    compositions: 'sampled',
    seed: '1',
    population: { size: 20, beta: 1 },
  } as const;
  const { failures, pairs } = await playedTournament({ rule, entry, jobs: 1, timeoutSeconds: 4 });
  expect(new Set(failures.map(({ reason }) => reason.replace(/#\w+/, '')))).toEqual(
    new Set(['cmd:node pids.mjs in seat 1, turn 3: gave no answer within 2 s']),
  );
  expect(pairs[1][2].payoff.mean).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const alive = readFileSync(join(folder, 'pids'), 'utf8')
    .trim()
    .split('\n')
    .filter((pid) => isAlive(Number(pid)));
  expect(alive).toEqual([]);
}, 60_000);

it.skipIf(process.platform === 'win32')(
  'ends a command that hangs when the program itself is killed',
  { timeout: 180_000 },
  async () => {
    const folder = program('(() => { for (;;); })()');
    const starter = `import { writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
const { pid } = spawn(process.execPath, ["-e", "for (;;);"]);
writeFileSync("pids.tmp", process.pid + " " + pid);
import { renameSync } from "node:fs";
renameSync("pids.tmp", "pids");
await import("./other.mjs");`;
    writeFileSync(join(folder, 'pids.mjs'), starter);
    const entrant = `cmd:node ${join(folder, 'pids.mjs')}`;
    const argv = ['tournament', '--game', 'pd', '--entrant', entrant, '--entrant', 'always-race', '--timeout', '60'];
    const { process: run, ended } = startProgram(argv, folder);
    await vi.waitFor(() => readFileSync(join(folder, 'pids')), { timeout: 100_000 });
    run.kill('SIGKILL');
    await ended;
    const pids = readFileSync(join(folder, 'pids'), 'utf8').split(' ').map(Number);
    expect(pids).toHaveLength(2);
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 });
  },
);

/** Whether a process still runs; one that ended but was not yet asked how does not. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

it('plays the Python example to the same result on one worker and two', async () => {
  if (spawnSync('python3', ['--version']).error !== undefined) {
    if (process.env.OVERBUILD_REQUIRE_ALL !== undefined) throw new Error('python3 is missing');
    console.warn('SKIPPED: python3 is missing');
    return;
  }
  const folder = temporaryFolder();
  copyFileSync('examples/my_strategy.py', join(folder, 'my_strategy.py'));
  const entry = readEntry(['cmd:python3 my_strategy.py?generosity=0', 'tit-for-tat?quorum=0.5', 'always-race'], folder);
  const match = { turns: 20, executionNoise: 0.1 };
  const playing = { kind: 'plain', game: 'prisoners-dilemma', params: {}, players: 2, match } as const;
  const rule = {
    playing,
    repetitions: 3,
    pairRepetitions: 3,
    compositions: 'sampled',
    seed: '1',
    population: { size: 20, beta: 1 },
  } as const;
  const one = await playedTournament({ rule, entry, jobs: 1 });
  expect(one.failures).toEqual([]);
  expect(await playedTournament({ rule, entry, jobs: 2 })).toEqual(one);
  // Without generosity it is tit for tat by quorum, move for move.
  expect(one.pairs[0][2].payoff).toEqual(one.pairs[1][2].payoff);
}, 60_000);
