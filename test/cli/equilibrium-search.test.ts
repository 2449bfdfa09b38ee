/** `overbuild equilibrium --strategies`: known equilibria of plain games, the economy, resumption, and mistakes. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

interface Mixture {
  readonly mixture: number[][];
  readonly estimate: { readonly regret: number; readonly low: number; readonly high: number };
}

interface Found {
  readonly result: { readonly confirmed: Mixture[]; readonly unconfirmed: Mixture[]; readonly isComplete: boolean };
  readonly dominated: { readonly role: number; readonly strategy: number; readonly by: number }[];
  readonly welfare: { readonly priceOfAnarchy?: number; readonly best: number[][] }[];
  readonly payoffs: { readonly mean: number }[][];
}

async function found(words: readonly string[]): Promise<Found> {
  const { code, stdout, stderr } = await cli(['equilibrium', ...words, '--jobs', '1', '--json'], {
    cwd: temporaryFolder(),
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Found;
}

describe('games with known equilibria', () => {
  it("finds defection in the prisoner's dilemma, dominated discipline and a price of anarchy of 3", async () => {
    const { result, dominated, welfare } = await found([
      '--game',
      'pd',
      '--strategies',
      'always-race,always-disciplined',
      '--turns',
      '5',
    ]);
    expect(result.confirmed.map(({ mixture }) => mixture)).toEqual([[[1, 0]]]);
    expect(dominated).toMatchObject([{ role: 0, strategy: 1, by: 0 }]);
    expect(welfare[0].priceOfAnarchy).toBeCloseTo(3, 12);
    expect(welfare[0].best).toEqual([[0, 2]]);
  });

  it.each([
    ['pd', 1 / 2],
    ['pd --param T=7 --param R=4 --param P=2', 3 / 5],
    ['public-good --players 4 --param multiplier=2', 1 / 3],
  ])('grim is an equilibrium of %s from a probability of another turn of %d on', async (game, least) => {
    for (const [continuation, count] of [
      [least - 0.1, 1],
      [least + 0.1, 2],
    ]) {
      const words = `--game ${game} --continuation ${continuation} --strategies grim,always-race --replications 400`;
      const { result } = await found(words.split(' '));
      const pure = result.confirmed.filter(({ mixture }) => mixture[0].includes(1));
      expect(pure, String(continuation)).toHaveLength(count);
    }
  });

  it('finds the Cournot point of three firms among five outputs', async () => {
    const outputs = [0, 0.25, 0.5, 0.75, 1].map((a) => `constant?intensity=${a}`);
    const { result } = await found([
      '--game',
      'cournot',
      '--players',
      '3',
      '--turns',
      '1',
      '--strategies',
      outputs.join(),
      '--replications',
      '2',
    ]);
    expect(result.isComplete).toBe(true);
    expect(result.confirmed[0].mixture).toEqual([[0, 0, 1, 0, 0]]);
    expect(result.confirmed[0].estimate.high).toBe(0);
  });

  it("finds the mixed equilibrium of the volunteer's dilemma, in which nobody volunteers with chance (c/b)^(n/(n-1))", async () => {
    const { result, payoffs } = await found([
      '--game',
      'volunteer',
      '--players',
      '4',
      '--param',
      'benefit=8',
      '--param',
      'cost=1',
      '--turns',
      '1',
      '--strategies',
      'always-disciplined,always-race',
      '--replications',
      '2',
    ]);
    expect(result.confirmed).toHaveLength(1);
    // 1 - (1/8)^(1/3) volunteer, and everybody earns what a volunteer does.
    expect(result.confirmed[0].mixture[0][0]).toBeCloseTo(0.5, 5);
    expect(payoffs[0][0].mean).toBeCloseTo(7, 4);
  });

  it('covers the mixed equilibrium under noise', async () => {
    const { result } = await found([
      '--game',
      'volunteer',
      '--players',
      '3',
      '--param',
      'benefit=4',
      '--param',
      'cost=1',
      '--turns',
      '50',
      '--noise',
      '0.05',
      '--strategies',
      'always-disciplined,always-race',
      '--epsilon',
      '0.05',
    ]);
    const [{ mixture, estimate }] = [...result.confirmed, ...result.unconfirmed];
    // A move slips with chance .05, so that .9 p + .05 volunteer where 1 - (1/4)^(1/2) would.
    expect(mixture[0][0]).toBeGreaterThan(0.4);
    expect(mixture[0][0]).toBeLessThan(0.6);
    expect(estimate.low).toBeLessThan(0.05);
  });
});

it('tells equilibria of strategies that play alike once', async () => {
  const words = [
    '--game',
    'pd',
    '--turns',
    '50',
    '--replications',
    '2',
    '--strategies',
    'tit-for-tat,grim,always-race',
    '--jobs',
    '1',
  ];
  const { stdout } = await cli(['equilibrium', ...words], { cwd: temporaryFolder() });
  expect(stdout).toMatch(/payoff: 3, with 2 different payoffs\n {2}1 {2}tit-for-tat\n/);
  expect(stdout).toMatch(/1 more with the same payoffs, of strategies that play alike here: tit-for-tat and grim\n/);
  expect(stdout).toMatch(/\n {2}2 {2}always-race\n/);
  expect(stdout).toContain('over the first 2 replications of both profiles: here 2');
  expect(stdout).toContain('Price of anarchy, the best sampled profile over the worst confirmed equilibrium: 3.\n');
});

const SMALL = [
  'equilibrium',
  '--months',
  '6',
  '--strategies',
  'always-race,always-disciplined',
  '--replications',
  '2',
  '--jobs',
  '1',
];
const FILES = ['runs.csv', 'equilibria.csv', 'profiles.csv', 'datapackage.json'];
const bytes = (cwd: string) => FILES.map((file) => readFileSync(join(cwd, 'out', file), 'utf8'));

describe('a search of the economy', () => {
  const words = [...SMALL, '--most-replications', '8', '--out', 'out'];

  it('writes the same bytes at once, on two workers, with a budget that grows, and when it was interrupted', async () => {
    const [once, threads, grown, stopped] = [0, 1, 2, 3].map(() => temporaryFolder());
    const first = await cli(words, { cwd: once });
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/Role large: AMZN, GOOGL, META and MSFT/);
    expect(first.stdout).toMatch(/Price of anarchy, the best sampled profile over the worst|none confirmed/);
    expect(first.stdout).toContain('role use the same strategy or mixture (role-symmetric); with --roles firms every');
    expect(first.stdout).toContain('corrected for up to 3 looks, one at each doubling');
    const two = words.map((word, at) => (words[at - 1] === '--jobs' ? '2' : word));
    expect((await cli(two, { cwd: threads })).code).toBe(0);
    expect(bytes(threads)).toEqual(bytes(once));

    const short = await cli([...words, '--budget', '30'], { cwd: grown });
    expect(short.stdout).toMatch(/The budget of 30 runs ended the search/);
    expect((await cli(words, { cwd: grown })).stderr).toMatch(/--resume adds the others/);
    expect((await cli([...words, '--resume'], { cwd: grown })).code).toBe(0);
    expect(bytes(grown)).toEqual(bytes(once));

    const cut = await cli(words, { cwd: stopped, onListen: (interrupt) => interrupt() });
    expect(cut.code).toBe(130);
    const other = words.map((word, at) => (words[at - 1] === '--most-replications' ? '16' : word));
    expect((await cli([...other, '--resume'], { cwd: stopped })).stderr).toMatch(
      /has another search \(begun by overbuild equilibrium .*--most-replications 8 .*only --budget may grow/,
    );
    expect((await cli([...words, '--resume'], { cwd: stopped })).code).toBe(0);
    expect(bytes(stopped)).toEqual(bytes(once));

    // What a process left that was killed as it finished is removed.
    const leftover = join(once, 'out', '.checkpoint');
    writeFileSync(leftover, '');
    const again = await cli(words, { cwd: once });
    expect(existsSync(leftover)).toBe(false);
    expect(again.stdout).toMatch(/Done before/);
    const without = (text: string) => text.split(/\n(?:Written to|Done before)/)[0];
    expect(without(again.stdout)).toBe(without(first.stdout));
    expect((await cli([...words, '--seed', '2'], { cwd: once })).stderr).toMatch(/has another search/);
    const more = words.map((word, at) => (words[at - 1] === '--most-replications' ? '16' : word));
    expect((await cli([...more, '--resume'], { cwd: once })).stderr).toMatch(
      /has another search \(--most-replications 8, requested 16\); with --resume only --budget may grow/,
    );
    const verified = await cli(['verify', 'out'], { cwd: once });
    expect(verified.stdout + verified.stderr).toMatch(/repeated/);
    expect(verified.code).toBe(0);
  });
});

it('counts the runs of the control variate beside those of the budget', async () => {
  const words =
    '--game pd --noise 0.05 --turns 20 --strategies always-disciplined,tit-for-tat,always-race --replications 4';
  const { stdout } = await cli(['equilibrium', ...words.split(' '), '--budget', '100', '--jobs', '1'], {
    cwd: temporaryFolder(),
  });
  const [, spent, control] =
    / profiles, (\d+) runs of them and, outside the budget, (\d+) runs of that/.exec(stdout) ?? [];
  expect(Number(spent)).toBeLessThanOrEqual(100);
  expect(stdout).toContain(`${Number(spent) + Number(control)} runs simulated now`);
});

describe('the table of a simulated game', () => {
  it('goes to Gambit and to gameanalysis, and has the same equilibria there', async () => {
    const cwd = temporaryFolder();
    const played = ['--game', 'public-good', '--players', '3', '--turns', '1', '--replications', '2', '--jobs', '1'];
    const words = [...played, '--strategies', 'always-race,always-disciplined'];
    for (const format of ['nfg', 'json', 'csv']) {
      const exported = ['--out', format, '--export', `game.${format}`];
      const { code, stdout } = await cli(['equilibrium', ...words, ...exported], { cwd });
      expect(code).toBe(0);
      // Nobody gives: the search needs the profiles with one giver and with three, JSON may leave out the other.
      expect(stdout).toContain(
        `4 profiles written to game.${format}: mean payoffs over the same 2 replications of each.`,
      );
      expect(readFileSync(join(cwd, `game.${format}`), 'utf8')).toMatch(/replications/);
      const read = await cli(['equilibrium', '--table', `game.${format}`, '--json'], { cwd });
      const { nash, payoffs } = JSON.parse(read.stdout) as {
        readonly nash: { readonly equilibria: readonly { readonly mixtures: number[][] }[] };
        readonly payoffs: number[][];
      };
      expect(payoffs).toHaveLength(8);
      expect(nash.equilibria.map(({ mixtures }) => mixtures)).toEqual([Array.from({ length: 3 }, () => [1, 0])]);
    }
  });

  it('of the economy has its firms by role; what was not sampled is missing, not filled in', async () => {
    const cwd = temporaryFolder();
    const words = [...SMALL, '--most-replications', '2'];
    expect((await cli([...words, '--budget', '28', '--out', 'a', '--export', 'part.json'], { cwd })).code).toBe(0);
    const part = JSON.parse(readFileSync(join(cwd, 'part.json'), 'utf8')) as { readonly profiles: unknown[] };
    expect(part.profiles.length).toBeLessThan(15);
    const read = await cli(['equilibrium', '--table', 'part.json'], { cwd });
    expect(read.stderr).toMatch(/the profile large: .* is missing/);
    expect((await cli([...words, '--out', 'b', '--export', 'all.nfg'], { cwd })).code).toBe(0);
    const whole = await cli(['equilibrium', '--table', 'all.nfg', '--json'], { cwd });
    const { players } = JSON.parse(whole.stdout) as { readonly players: string[] };
    expect(players).toEqual(['large 1', 'large 2', 'large 3', 'large 4', 'levered 1', 'levered 2']);
    const again = await cli([...words, '--out', 'b', '--export', 'all.nfg'], { cwd });
    expect(again.stderr).toMatch(/all\.nfg is there already/);
  });
});

it.each([
  [['--strategies', 'always-race'], /at least two/],
  [['--strategies', 'always-race,always-rac'], /always-rac/],
  [['--strategies', 'always-race,grim', '--roles', 'a=AMZN'], /MSFT must be in one role/],
  [['--strategies', 'always-race,grim', '--roles', 'a=AMZN,XX'], /there is no player XX/],
  [['--strategies', 'always-race,grim', '--shard', '1/2'], /a search has no parts.*use --jobs/],
  [['--strategies', 'always-race,grim', '--export', 'game.xls'], /--export: expected \.csv, \.nfg/],
  [
    ['--strategies', 'always-race,grim', '--replications', '2', '--budget', '51', '--export', 'game.nfg'],
    /all 15 profiles needs 52 runs, more than --budget/,
  ],
  [['--game', 'pd', '--strategies', 'return-threshold,grim'], /return-threshold needs the accounts/],
])('refuses %j', async (words, message) => {
  const { code, stderr } = await cli(['equilibrium', ...words], { cwd: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

describe('a trace', () => {
  it('finds where a number ends an equilibrium, and draws it', async () => {
    const cwd = temporaryFolder();
    const words = ['equilibrium', 'trace', 'baseline', '--vary', 'capex.positionYears=0:10', '--months', '6'];
    const more = ['--strategies', 'always-race,always-disciplined', '--replications', '2', '--most-replications', '2'];
    const small = ['--points', '2', '--halvings', '1', '--jobs', '1', '--svg', '--out', 'out'];
    const { code, stdout, stderr } = await cli([...words, ...more, ...small], { cwd });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('with --roles firms every player is a role');
    expect(stdout).toMatch(/Equilibria by value of a market position \(kappa\), capex\.positionYears/);
    expect(readFileSync(join(cwd, 'out', 'trace.csv'), 'utf8')).toMatch(/^value,candidate,verdict,/);
    expect(readFileSync(join(cwd, 'out', 'trace.svg'), 'utf8')).toMatch(/Equilibrium strategies by/);
    const again = await cli([...words, ...more, ...small], { cwd });
    expect(again.stdout.split('\n\nDone before')[0]).toBe(stdout.split('\n\nWritten to')[0]);
  });

  it.each([
    [['trace', '--strategies', 'grim,always-race'], /--vary: expected path=low:high/],
    [['trace', '--vary', 'capex.positionYears=1:0', '--strategies', 'grim,always-race'], /--vary: expected/],
    [['trace', '--vary', 'finance.nothing=0:1', '--strategies', 'grim,always-race'], /finance\.nothing/],
    [['baseline', 'other', '--strategies', 'grim,always-race'], /got other too/],
    [['--vary', 'a=0:1', '--strategies', 'grim,always-race'], /goes with equilibrium trace/],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await cli(['equilibrium', ...words], { cwd: temporaryFolder() });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
