/** `overbuild equilibrium --table`: known equilibria of files in every format, conversion, and what it says of mistakes. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STENGEL_GAME } from '../equilibrium/two-player-games.ts';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const HAWK_DOVE = 'strategy,hawk,dove\nhawk,-1,4\ndove,0,2\n';
const BY_PROFILE = `builder,supplier,payoff_builder,payoff_supplier
race,expand,4,3
race,wait,1,2
pause,expand,2,0
pause,wait,2,2
`;
const THREE = `NFG 1 R "nine equilibria" { "A" "B" "C" } { 2 2 2 }
9 8 12 0 0 0 0 0 0 9 8 2 0 0 0 3 4 6 3 4 6 0 0 0
`;

interface Solved {
  readonly players: string[];
  readonly moves: string[][];
  readonly payoffs: number[][];
  readonly nash: {
    readonly scope: string;
    readonly degenerate: boolean;
    readonly equilibria: { mixtures: number[][]; payoffs: number[]; regret: number; isEss?: boolean }[];
  };
  readonly correlated: { readonly welfare: number; readonly welfareBound: number };
  readonly dominated: [number, number][];
  readonly logit: { readonly mixtures: number[][] };
  readonly alphaRank: number[];
  readonly evolution?: { readonly replicator: number[]; readonly isAtRest: boolean };
}

async function solved(name: string, text: string, ...more: string[]): Promise<Solved> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, name), text);
  const { code, stdout, stderr } = await cli(['equilibrium', '--table', name, '--json', ...more], { cwd });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Solved;
}

describe('a square table', () => {
  it('is a symmetric game, in both spreadsheet dialects', async () => {
    const european = HAWK_DOVE.replaceAll(',', ';').replace('-1;4', '-1,0;4,0');
    for (const text of [HAWK_DOVE, european]) {
      const { nash, evolution, dominated, correlated } = await solved('hawk.csv', text);
      expect(nash.equilibria).toHaveLength(3);
      const mixed = nash.equilibria.find(({ isEss }) => isEss !== undefined)!;
      expect(mixed.mixtures[0][0]).toBeCloseTo(2 / 3, 12);
      expect(mixed.isEss).toBe(true);
      expect(mixed.payoffs[0]).toBeCloseTo(2 / 3, 12);
      expect(evolution?.isAtRest).toBe(true);
      expect(evolution?.replicator[0]).toBeCloseTo(2 / 3, 6);
      expect(dominated).toEqual([]);
      expect(correlated.welfareBound - correlated.welfare).toBeLessThan(1e-9);
    }
  });

  it('is told in words', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'pd.csv'), ',C,D\nC,3,0\nD,5,1\n');
    const { stdout } = await cli(['equilibrium', '--table', 'pd.csv'], { cwd });
    expect(stdout).toMatch(/pd\.csv: symmetric game of two players, 2 x 2 moves/);
    expect(stdout).toMatch(/Strictly dominated.*: C of row and C of column\./);
    expect(stdout).toMatch(/Nash equilibria: 1, all of them\./);
    expect(stdout).toMatch(/symmetric, evolutionarily stable/);
    expect(stdout).toMatch(/Price of anarchy.*: 3\./);
    expect(stdout).toMatch(/replicator dynamics from equal shares, at rest: D 100 %/);
  });

  it.each([
    [
      'where each equilibrium is alone',
      ',A,B\nA,1,0\nB,0,0\n',
      'Nash equilibria: 2, all of them. Some replies tie (the game is degenerate), so that the count may be even.',
    ],
    [
      'of which one is a continuum',
      ',A,B\nA,1,1\nB,1,0\n',
      'Nash equilibria: 3 extreme ones. Some replies tie (the game is degenerate), so there are more: mixtures of those within a component.',
    ],
  ])('that ties is told in words: %s', async (_, table, words) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'tie.csv'), table);
    expect((await cli(['equilibrium', '--table', 'tie.csv'], { cwd })).stdout).toContain(words);
  });

  it('of estimates says what a deviation may gain within their intervals', async () => {
    const cwd = temporaryFolder();
    const head = 'strategy,against,payoff,payoff_low,payoff_high,entry_high\n';
    writeFileSync(
      join(cwd, 'pairs.csv'),
      `${head}hawk,hawk,-1,-1.5,-0.5,0\nhawk,dove,4,3,5,2.5\ndove,hawk,0,-1,1,2\ndove,dove,2,2,2,0\n`,
    );
    const { stdout } = await cli(['equilibrium', '--table', 'pairs.csv', '--export', 'game.csv'], { cwd });
    expect(stdout).toContain('Payoffs are estimates with 95 % intervals: what follows is true of their means.');
    // Of (hawk, dove): hawk earns 4 ± 1 and would earn 2; dove earns 0 ± 1 and would earn -1 ± 0.5.
    expect(stdout.match(/within the intervals a deviation gains at most 0\.5$/gm)).toHaveLength(2);
    const copied = await cli(['equilibrium', '--table', 'game.csv'], { cwd });
    expect(copied.stdout.match(/within the intervals a deviation gains at most 0\.5$/gm)).toHaveLength(2);
    writeFileSync(join(cwd, 'strict.csv'), `${head}C,C,3,2,4,0\nC,D,0,0,0,-0.5\nD,C,5,4,6,1\nD,D,1,0,2,0\n`);
    const strict = await cli(['equilibrium', '--table', 'strict.csv'], { cwd });
    expect(strict.stdout).toContain('an equilibrium wherever in these intervals the payoffs are');
  });

  it('of more than 12 strategies is solved once dominated ones are removed', async () => {
    const names = Array.from({ length: 15 }, (_, i) => `s${i}`);
    const rows = names.map((name, i) => [name, ...names.map((_, j) => (i < 2 ? (i === j ? 10 : 12) : -i))].join(','));
    const { nash, dominated } = await solved('large.csv', [['', ...names].join(','), ...rows].join('\n'));
    expect(nash.scope).toBe('all');
    expect(dominated).toHaveLength(26);
    expect(nash.equilibria).toHaveLength(3);
    expect(nash.equilibria[1].mixtures[0].slice(0, 3)).toEqual([0.5, 0.5, 0]);
  });
});

describe('one row per profile', () => {
  it('is a game of any players', async () => {
    const { players, moves, nash, correlated } = await solved('by-profile.csv', BY_PROFILE);
    expect(players).toEqual(['builder', 'supplier']);
    expect(moves).toEqual([
      ['race', 'pause'],
      ['expand', 'wait'],
    ]);
    expect(nash.equilibria.map(({ payoffs }) => payoffs)).toEqual([
      [4, 3],
      [expect.closeTo(2, 12), expect.closeTo(2, 12)],
      [2, 2],
    ]);
    expect(correlated.welfare).toBeCloseTo(7, 10);
  });

  it('of four players has its pure equilibria', async () => {
    const profiles = Array.from({ length: 16 }, (_, k) => [0, 1, 2, 3].map((i) => (k >> i) & 1));
    const rows = profiles.map((moves) => {
      const given = moves.reduce((sum, move) => sum + 1 - move, 0);
      return [...moves.map((move) => 'CD'[move]), ...moves.map((move) => (2 * given) / 4 - (1 - move))].join(',');
    });
    const text = ['a,b,c,d,payoff_a,payoff_b,payoff_c,payoff_d', ...rows].join('\n');
    const { nash, dominated, logit, alphaRank } = await solved('public-good.csv', text);
    expect(nash.scope).toBe('pure');
    expect(nash.equilibria.map(({ payoffs }) => payoffs)).toEqual([[0, 0, 0, 0]]);
    expect(dominated).toHaveLength(4);
    for (const [discipline, race] of logit.mixtures) expect(race).toBeGreaterThan(discipline);
    expect(alphaRank[15]).toBeCloseTo(1, 9);
  });
});

describe('Gambit', () => {
  it('three players have nine equilibria', async () => {
    const { nash } = await solved('three.nfg', THREE);
    expect(nash.equilibria).toHaveLength(9);
    for (const { regret } of nash.equilibria) expect(regret).toBeLessThan(1e-9);
  });

  it('outcomes, fractions, comments and named moves are read', async () => {
    const text = `NFG 1 R "with \\"outcomes\\""
{ "Player 1" "Player 2" }
{ { "up" "down" } { "left" "right" } }
"a comment"
{ { "first" 1/2, 2 } { "" 1e1 -.5 } }
1 0 2 1
`;
    const { payoffs, moves } = await solved('outcomes.nfg', text);
    expect(moves[1]).toEqual(['left', 'right']);
    expect(payoffs).toEqual([
      [0.5, 2],
      [0, 0],
      [10, -0.5],
      [0.5, 2],
    ]);
  });

  it('the game of von Stengel has 75 equilibria', async () => {
    const [row, column] = STENGEL_GAME;
    const payoffs = row.flatMap((_, j) => row.map((line, i) => `${line[j] / 1000} ${column[i][j] * 1e6}`));
    const text = `NFG 1 D "75" { "1" "2" } { 6 6 } ${payoffs.join(' ')}`;
    const { nash } = await solved('stengel.nfg', text);
    expect(nash.equilibria).toHaveLength(75);
    expect(nash.degenerate).toBe(false);
  });
});

describe('conversion', () => {
  it.each([
    ['hawk.csv', HAWK_DOVE],
    ['by-profile.csv', BY_PROFILE],
    ['three.nfg', THREE],
  ])('%s goes through every format and back', async (name, text) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, name), text);
    const steps = [name, 'a.nfg', 'b.json', 'c.csv', 'd.nfg'];
    const games: Solved[] = [];
    for (const [k, step] of steps.entries()) {
      const target = steps[k + 1] === undefined ? [] : ['--export', steps[k + 1]];
      const { code, stdout } = await cli(['equilibrium', '--table', step, '--json', ...target], { cwd });
      expect(code).toBe(0);
      games.push(JSON.parse(stdout) as Solved);
    }
    for (const game of games) {
      expect(game.payoffs).toEqual(games[0].payoffs);
      expect(game.moves).toEqual(games[0].moves);
    }
    const again = await cli(['equilibrium', '--table', name, '--export', 'a.nfg'], { cwd });
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/a\.nfg is there already; --force overwrites it/);
    expect((await cli(['equilibrium', '--table', name, '--export', 'a.nfg', '--force'], { cwd })).code).toBe(0);
  });

  it('reads a role of three players, and averages several payoffs', async () => {
    const profiles = [
      { all: [['C', 3, [1, 3]]] },
      {
        all: [
          ['C', 2, 1],
          ['D', 1, 3],
        ],
      },
      {
        all: [
          ['C', 1, 0],
          ['D', 2, 2],
        ],
      },
      { all: [['D', 3, 1]] },
    ];
    const game = { players: { all: 3 }, strategies: { all: ['C', 'D'] }, profiles };
    const { players, nash, payoffs } = await solved('role.json', JSON.stringify(game));
    expect(players).toEqual(['all 1', 'all 2', 'all 3']);
    expect(payoffs[0]).toEqual([2, 2, 2]);
    expect(payoffs[1]).toEqual([3, 1, 1]);
    expect(nash.equilibria.map(({ mixtures }) => mixtures[0])).toEqual([[0, 1]]);
  });

  it('reads the payoffs of a tournament', async () => {
    const cwd = temporaryFolder();
    const played = ['--entrant', 'always-race', '--entrant', 'grim', '--repetitions', '2', '--turns', '10'];
    await cli(['tournament', '--game', 'pd', ...played, '--out', 'out'], { cwd });
    expect(existsSync(join(cwd, 'out', 'pairs.csv'))).toBe(true);
    const { stdout } = await cli(['equilibrium', '--table', 'out/pairs.csv', '--json'], { cwd });
    const { nash, moves } = JSON.parse(stdout) as Solved;
    expect(moves[0]).toEqual(['always-race', 'grim']);
    // (5 + 9) / 10 against Grim, (0 + 9) / 10 against always racing: both pure, and the mixture between them.
    expect(nash.equilibria).toHaveLength(3);
    expect(readFileSync(join(cwd, 'out', 'pairs.csv'), 'utf8')).toMatch(/grim,grim,3/);
  });
});

describe('mistakes', () => {
  const json = (game: object): string => JSON.stringify(game);
  it.each<[string, string, RegExp]>([
    ['a.csv', ',C,D\nC,3\nD,5,1\n', /a\.csv:2: 2 cells under a header of 3/],
    ['a.csv', ',C,D\nC,3,x\nD,5,1\n', /a\.csv:2: expected a payoff, got x/],
    ['a.csv', ',C,D\nC,3,\nD,5,1\n', /a\.csv:2: expected a payoff, got an empty cell/],
    ['a.csv', ',C,D\nC,3,0\n', /expected a square table with the strategies of the header/],
    ['a.csv', ',C,C\nC,3,0\nC,1,2\n', /player row has two moves named C/],
    ['a.csv', '', /expected a header and rows of payoffs/],
    ['a.csv', 'a,b,payoff_a,payoff_b\nC,C,1,1\nD,D,0,0\n', /the profile a D, b C is missing/],
    ['a.csv', 'a,b,payoff_a,payoff_b\nC,C,1,1\nC,C,0,0\n', /a\.csv:3: this profile is given twice/],
    ['a.csv', 'strategy,against,payoff\nC,C,1\nD,D,0\nC,D,1\n', /the payoff of D against C is missing/],
    ['a.nfg', 'EFG 2 R', /a\.nfg:1: expected a file that begins with NFG 1 R/],
    ['a.nfg', 'NFG 1 R "x" { "A" "B" } { 2 2 }\n1 2 3', /a\.nfg:2: expected a payoff, got the end of the file/],
    ['a.nfg', 'NFG 1 R "x" { "A" "B" } { 1 1 }\n1 2 3', /a\.nfg:2: expected the payoffs of 1 profiles, got more/],
    ['a.nfg', 'NFG 1 R "x" { "A" } { 1 1 }\n1 2', /strategies are given for 2 players, there are 1/],
    ['a.json', '{', /a\.json: not JSON/],
    ['a.json', json({ players: { r: 2 } }), /a\.json: strategies: /],
    [
      'a.json',
      json({ players: { r: 2 }, strategies: { r: ['C', 'D'] }, profiles: [{ r: [['C', 2, 1]] }] }),
      /the profile r: 1 C, 1 D is missing/,
    ],
    [
      'a.json',
      json({ players: { r: 2 }, strategies: { r: ['C'] }, profiles: [{ r: [['C', 1, 1]] }] }),
      /profiles\[0\]: 1 player of role r, expected 2/,
    ],
    ['a.txt', '', /--table: expected \.csv, \.nfg \(Gambit\) or \.json \(gameanalysis\), got a\.txt/],
  ])('%s %j', async (name, text, message) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, name), text);
    const { code, stderr } = await cli(['equilibrium', '--table', name], { cwd });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('no file', async () => {
    expect((await cli(['equilibrium'])).stderr).toMatch(/--table: expected a file with payoffs/);
    const { code, stderr } = await cli(['equilibrium', '--table', 'absent.csv'], { cwd: temporaryFolder() });
    expect(stderr).toMatch(/cannot read absent\.csv/);
    expect(code).toBe(2);
  });
});

it('says which moves are alike', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'twins.csv'), 'strategy,race,calm,quiet\nrace,1,2,2\ncalm,0,3,3\nquiet,0,3,3\n');
  const { stdout } = await cli(['equilibrium', '--table', 'twins.csv'], { cwd });
  expect(stdout).toContain(
    'Alike: calm and quiet pay every player the same against everything: shown as one, calm, whose',
  );
  expect(stdout).toContain('(symmetric, evolutionarily stable, alike moves counted as one)\n     row earns 3: calm');
});

it('says of evolution what is compared, how many profiles are left out, and no certainty of a logit equilibrium', async () => {
  const cwd = temporaryFolder();
  const names = ['a', 'b', 'c'];
  const rows = names.map((name, i) => [name, ...names.map((_, j) => (i === j ? 1 + i : 0))].join(','));
  writeFileSync(join(cwd, 'same.csv'), [['', ...names].join(','), ...rows].join('\n'));
  const { stdout } = await cli(['equilibrium', '--table', 'same.csv', '--lambda', '60'], { cwd });
  expect(stdout).toContain('infinite alpha, a mutant and a resident compared by what each earns against the other: ');
  expect(stdout).toContain('every worsening move has the same small probability, whatever it costs');
  expect(stdout).toContain('assume that mutations are rarer than fixation takes');
  expect(stdout).toMatch(
    /^Logit \(quantal response\) equilibrium at precision 60, payoffs of each player scaled to \[0, 1\] by its own range:\n {2}row: .*\n.*\n {2}.*there may be others/m,
  );
  expect(stdout).toMatch(/row: c > 99\.99 %/);
  writeFileSync(join(cwd, 'none.csv'), ',a,b,c\na,0,0,0\nb,0,0,0\nc,0,0,0\n');
  const none = await cli(['equilibrium', '--table', 'none.csv'], { cwd });
  expect(none.stdout).toContain('  and 4 more with 44 % together; --json prints all\n');
  expect(none.stdout).toContain('Highest sum of payoffs: 0, at (a, a), one of 9 profiles with this sum.');
  expect(none.stdout).toMatch(
    /^No price of anarchy, .* because the lowest sum is not positive: 0, which is 0 less\.$/m,
  );
  expect(none.stdout).toContain('Best correlated equilibrium, one of those with the highest sum: 0 (');
});
