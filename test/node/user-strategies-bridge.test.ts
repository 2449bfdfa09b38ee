/** Strategies in other languages: what a command must say, and what becomes of one that does not. */

import { readFileSync, writeFileSync } from 'node:fs';
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
import { HELLO, isAlive, program } from '../support/user-strategies.ts';

const COMMAND = 'cmd:node other.mjs';
/** What a program may take for an answer on a busy machine. */
const PATIENCE_SECONDS = 60;
/** Of a program without chance or depth: it is asked half the questions. */
const PLAIN = HELLO.replace('memoryDepth: 1, draws: 1, ', '');

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
  it('keeps the contract when it answers by the view, its parameters, its memory and the chance it is given', () => {
    const byView = 'view.decision === 0 ? params.level : view.cooperatingShare[0] * random[0]';
    const byMemory = '((memory?.n ?? 0) % 5) / 10';
    const answer = `{ intensity: (${byView}) / 2 + ${byMemory}, memory: { n: (memory?.n ?? 0) + 1 } }`;
    // The deeper it looks, the fewer questions try how deep.
    expect(failureOf(answer, HELLO.replace('memoryDepth: 1', 'memoryDepth: 44'))).toBe('');
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
    ['no number', '{ intensity: "much" }', PLAIN, /range: returned "much"/],
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
    expect(failureOf(counting, PLAIN)).toMatch(/determinism: .*between matches/);
  });

  it('that follows the hash seed of its process is caught by the rows of another process', async () => {
    const folder = program('{ intensity: Number(process.env.PYTHONHASHSEED ?? 0) % 2 }', PLAIN);
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
    const failed = async (folder: string, repetitions: number): Promise<string[]> => {
      const entry = readEntry([COMMAND, 'always-race'], folder);
      const playing = {
        kind: 'plain',
        game: 'prisoners-dilemma',
        params: {},
        players: 2,
        match: { turns: 5 },
      } as const;
      const rule = { playing, repetitions, pairRepetitions: repetitions, compositions: 'sampled', seed: '1' } as const;
      const population = { size: 20, beta: 1 };
      const { failures } = await playedTournament({ rule: { ...rule, population }, entry, jobs: 1 });
      return failures.map(({ reason }) => reason).filter((reason) => !reason.startsWith('not run'));
    };
    const reasons = await failed(twice, 3);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.length).toBeLessThan(6);
    for (const reason of reasons)
      expect(reason).toMatch(/turn 4: answered question \d+ when it was asked question \d+/);
    expect(await failed(later, 1)).toEqual([]);
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
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 60_000 });
  },
);
