/** What the studio computes without a browser: addresses, the four lines, undo, cases as the command line has them, sums. */

import { wallColours } from '../../src/charts/first-wall.ts';
import { OKABE_ITO } from '../../src/charts/spec.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { expect, it } from 'vitest';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { servePage } from '../../src/node/studio/serve-page.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { createConfigurator } from '../../src/studio/engine/configure.ts';
import { createSeatPlayer } from '../../src/studio/engine/play-seat.ts';
import { DEFAULT_HAND, handOf } from '../../src/studio/game.ts';
import { move, openHistory, storeHistory, visit } from '../../src/studio/history.ts';
import {
  addressOf,
  caseNames,
  caseOf,
  currentName,
  DEFAULT_STUDY,
  type Study,
  studyOf,
  viewOf,
  withoutLevers,
  withView,
} from '../../src/studio/study.ts';
import { fanOf, wallColour } from '../../src/studio/summary.ts';

const STUDY: Study = {
  scenario: 'power-tight',
  base: { 'demand.revenueUsdBnPerYear': 80, 'power.regions[pjm].permitMonths': 9.5 },
  overlays: ['grid-ahead', 'internal-cash'],
  levers: { 'capex.growthHaircut': 0.25 },
  strategies: { META: 'tit-for-tat' },
  events: [{ kind: 'capex-change', month: 18, months: 12, firm: 'META', factor: 0.5 }],
  seed: 'a b&c=d',
};

const files = Object.fromEntries(
  ['', 'overlays/'].flatMap((folder) =>
    readdirSync(`scenarios/${folder}`)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [folder + name, readFileSync(`scenarios/${folder}${name}`, 'utf8')]),
  ),
);

it('holds the whole state in the address, and nothing of what is as shipped', () => {
  expect(studyOf(`#${addressOf(STUDY)}`)).toEqual(STUDY);
  expect(addressOf(DEFAULT_STUDY)).toBe('');
  const view = { page: 'run', run: 7, hand: DEFAULT_HAND } as const;
  expect(viewOf(withView(addressOf(STUDY), view))).toEqual(view);
  const hand = { firm: 'NEO', months: 36, run: 3, stops: false, choices: [0, 0.5, 1] };
  expect(viewOf(withView(addressOf(STUDY), { page: 'play', run: 0, hand }))).toEqual({ page: 'play', run: 0, hand });
  for (const text of ['', 'NEO', 'NEO,1e9,0,pause', 'NEO,36,0,pause,2', 'NEO,36,x,pause'])
    expect(handOf(text)).toBe(DEFAULT_HAND);
  expect(studyOf(withView(addressOf(STUDY), view))).toEqual(STUDY);
  expect(studyOf('base=nonsense&base=a=b&event={&event=[1]&event={"x":{}}')).toEqual(DEFAULT_STUDY);
});

it('tells the four lines apart by what they change', () => {
  expect(caseNames(STUDY)).toEqual(['default', 'defaultLevers', 'yours', 'yoursLevers']);
  expect(currentName(STUDY)).toBe('yoursLevers');
  expect(currentName(withoutLevers(STUDY))).toBe('yours');
  expect(caseOf(STUDY, 'default')).toEqual({ scenario: 'power-tight', overlays: [], sets: [], events: [] });
  expect(caseOf(STUDY, 'yours').sets).toEqual(['demand.revenueUsdBnPerYear=80', 'power.regions[pjm].permitMonths=9.5']);
  expect(caseOf(STUDY, 'defaultLevers').sets).toEqual([
    'capex.growthHaircut=0.25',
    'firms[META].strategy.id=tit-for-tat',
  ]);
  expect(caseNames(DEFAULT_STUDY)).toEqual(['default']);
});

it('reads a case as the command line reads what it prints', () => {
  const which = caseOf(STUDY, 'yoursLevers');
  const { scenario, sets, parsed } = createConfigurator(files)(which);
  const loaded = loadScenario('power-tight+grid-ahead+internal-cash', { overrides: sets });
  expect(scenarioHash(loaded.scenario)).toBe(scenarioHash(scenario));
  expect(loaded.name).toBe(parsed.name);
});

it('adds the interventions of levers to those of the world', () => {
  const { scenario } = createConfigurator(files)(caseOf(STUDY, 'yoursLevers'));
  expect(scenario.interventions.map(({ kind }) => kind)).toEqual([
    'grid-additions',
    'grid-additions',
    'permit-time',
    'capex-change',
  ]);
});

it('undoes, redoes, and forgets what was undone when something else is done', () => {
  const shelf = new Map<string, string>();
  const storage = {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void shelf.set(key, value),
  };
  let history = openHistory(storage, 'a');
  for (const address of ['b', 'b', 'c']) history = visit(history, address);
  expect(history.addresses).toEqual(['a', 'b', 'c']);
  history = move(history, -1) ?? history;
  storeHistory(storage, history);
  const reopened = openHistory(storage, 'b');
  expect(reopened).toEqual({ addresses: ['a', 'b', 'c'], at: 1 });
  expect(visit(reopened, 'd').addresses).toEqual(['a', 'b', 'd']);
  expect(move({ addresses: ['a'], at: 0 }, -1)).toBeUndefined();
  expect(openHistory({ ...storage, getItem: () => '{broken' }, 'x')).toEqual({ addresses: ['x'], at: 0 });
});

it('draws a fan as long as half of the runs are followed', () => {
  const fan = fanOf([[1, 2, 3], [3, 4], [5], [7, 8]].map((values) => Float32Array.from(values)));
  expect(fan.map(({ month, runs, p50 }) => [month, runs, p50])).toEqual([
    [0, 4, 4],
    [1, 3, 4],
  ]);
});

it('pays a player who copies a plain strategy what that strategy earns, whatever the wall does', () => {
  const { scenario } = createConfigurator(files)(caseOf(DEFAULT_STUDY, 'default'));
  for (const stops of [true, false]) {
    const player = createSeatPlayer(scenario, { firm: 'GOOGL', months: 36, seed: '1', run: 2, stops });
    const raced = player.play([1, 1]);
    expect(raced.you).toEqual(raced.racing);
    expect(raced.racing.payoff).not.toEqual(raced.disciplined.payoff);
    const mixed = player.play([0, 0, 1]);
    // What is decided later changes nothing earlier.
    expect(mixed.you.payoff.slice(0, 2)).toEqual(raced.disciplined.payoff.slice(0, 2));
    expect(raced.you.payoff.length).toBe(11);
  }
});

it('serves one page to this machine alone', async () => {
  const served = await servePage('<p>here</p>', 0);
  expect(await (await fetch(served.address)).text()).toBe('<p>here</p>');
  expect((await fetch(`${served.address}other`)).status).toBe(404);
  expect((await fetch(served.address, { method: 'POST' })).status).toBe(405);
  // A page elsewhere whose name leads to this machine.
  const stranger = await new Promise<number | undefined>((resolve) => {
    get(served.address, { headers: { host: 'elsewhere.example' } }, ({ statusCode }) => resolve(statusCode));
  });
  expect(stranger).toBe(403);
  await expect(servePage('', Number(new URL(served.address).port))).rejects.toThrow('it is in use');
  await served.close();
});

it('has the colours of the charts for walls', () => {
  for (const wall of ['power', 'roi', 'regulation']) {
    expect(wallColour(wall)).toBe(`c${OKABE_ITO.indexOf(wallColours([wall]).get(wall) ?? '')}`);
  }
  expect(['power', 'roi', 'regulation', 'none'].map(wallColour)).toEqual(['c1', 'c0', 'c2', 'c-none']);
});
