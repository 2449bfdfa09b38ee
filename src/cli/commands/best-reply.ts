/** `overbuild best-reply`: searches for the best strategy and parameters against a fixed profile. */

import { join } from 'node:path';
import { type ReplySpec, replyIdentity, searchReplies } from '../../node/experiments/best-reply.ts';
import { distinct } from '../../node/experiments/paired-scenarios.ts';
import { type Entry, readEntry } from '../../node/experiments/entrants.ts';
import { designFolderName } from '../../node/files/results-folder.ts';
import { declaredRanges } from '../../node/strategies/user-strategies.ts';
import { counted } from '../../numeric/counted.ts';
import { payoffWords } from '../../output/tournament-tables.ts';
import { replyLines } from '../../output/best-reply-report.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Playing } from '../../tournament/arena.ts';
import type { SeatedRole } from '../../tournament/role-seats.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type Io, print, printResult } from '../io.ts';
import {
  jobOptions,
  readPlace,
  readSpec,
  refuseShard,
  reportInterrupted,
  reportWritten,
  shownFolder,
} from '../job-options.ts';
import { amount, needed, SCENARIO, shared, text } from '../options.ts';
import { listed, playersOf, ROLE_OPTIONS, rolesOf } from '../search-options.ts';
import { playingOf } from '../tournament-options.ts';
import { watched } from '../progress.ts';

const POINTS = 12;
const GENERATIONS = 3;
const REPLICATIONS = 20;
const FRESH = 100;

export const command: Command = {
  places: {
    scenario: SCENARIO,
    strategy: needed('Strategies to try, separated by commas: ids or ./my.ts; their declared parameters are searched'),
  },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    ...jobOptions({
      out: 'results/best-reply-...',
      resume: 'Continue an unfinished search',
    }),
    ...shared('csv-locale'),
    ...ROLE_OPTIONS,
    against: text(
      'Profile of the others: one strategy for all, or "large=grim;levered=always-race"',
      'the strategies of the scenario',
    ),
    role: text('Role of the player', 'the first'),
    points: amount('Parameters tried in a generation; 0 tries the strategies as given', POINTS),
    generations: amount('Generations of parameters', GENERATIONS),
    replications: amount('Runs of each point in the search', REPLICATIONS),
    fresh: amount('Further runs of the best three', FRESH),
  },
  examples: {
    'best-reply return-threshold --against always-race': 'The threshold that earns most among racers',
    'best-reply grim,always-race,always-disciplined --against ./my.ts --points 0':
      'Exploitability of your own strategy',
  },

  async run(args, io) {
    refuseShard(args);
    const { spec, members, against } = await readReplies(args, io);
    const out = join('results', designFolderName('best-reply', replyIdentity(spec)));
    const { tried, points, generations, replications } = spec.rule;
    const rows = tried.length * points * generations * replications;
    const place = readPlace(args, io, rows, out);
    const outcome = await watched(io, rows, ({ signal, onProgress }) =>
      searchReplies(spec, { ...place, signal, onProgress: (done) => onProgress(done, Math.max(done, rows)) }),
    );
    const { kind, done, found, files } = outcome;
    const folder = shownFolder(io, place.folder ?? out);
    if (found === undefined) return reportInterrupted(io, args, { place, done });
    const { title, unit, seed, rule } = spec;
    const payoff = payoffWords(spec.playing);
    const about = { title, unit, payoff, seed, role: rule.role.name, members, against };
    printResult(io, args, { folder, ...about, ...found }, replyLines(found, about));
    if (!args.isOn('json')) {
      reportWritten(io, place.folder ?? out, { kind, files });
      print(io, `${counted(outcome.simulated, 'run')} simulated now, ${countWord(done)} in the folder`);
    }
    return 0;
  },
};

/** Read a search, the players who try, and what the others play in words. */
async function readReplies(args: Arguments, io: Io) {
  const stage = playingOf(args, io);
  const { playing } = stage;
  const tried = listed(args.placed('strategy') ?? '');
  if (tried.length === 0) throw new UsageError('<strategy>: expected the strategies to try, such as return-threshold');
  const triedEntry = readEntry(tried, io.cwd);
  const points = args.whole('points', 0) ?? POINTS;
  const ranges = points === 0 ? [] : await declaredRanges(triedEntry.entrants, triedEntry.sources);
  const roles = rolesOf(args, playing, []);
  const name = args.text('role');
  const role = name === undefined ? roles[0] : roles.find((one) => one.name === name);
  if (role === undefined) {
    throw new UsageError(`--role: there is no role ${name}; there are ${roles.map((one) => one.name).join(', ')}`);
  }
  const { seats, entry, words } = profileOf(args.text('against'), playing, roles, io.cwd);
  const players = playersOf(playing);
  const spec: ReplySpec = {
    ...stage,
    ...readSpec(args),
    entry: { entrants: entry.entrants, sources: distinct([...entry.sources, ...triedEntry.sources]) },
    rule: {
      role: { name: role.name, seats: role.seats },
      against: seats,
      // A parameter that the user fixed is not searched.
      tried: triedEntry.entrants.map((choice, i) => ({
        choice,
        ranges: (ranges[i] ?? []).filter((range) => !(range.name in choice.params)),
      })),
      points,
      generations: args.whole('generations', 1) ?? GENERATIONS,
      replications: args.whole('replications', 2) ?? REPLICATIONS,
      freshReplications: args.whole('fresh', 2) ?? FRESH,
    },
  };
  return { spec, members: role.seats.map((seat) => players[seat]), against: words };
}

/** The profile: its entrants, and the entrant in each seat. */
function profileOf(
  text: string | undefined,
  playing: Playing,
  roles: readonly SeatedRole[],
  cwd: string,
): { readonly seats: number[]; readonly entry: Entry; readonly words: string } {
  if (text === undefined) return ownProfile(playing, cwd);
  const parts = text.split(';').map((part) => part.trim());
  const assigned = parts.flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    const isRole = at > 0 && roles.some(({ name }) => name === part.slice(0, at).trim());
    return isRole ? [[part.slice(0, at).trim(), part.slice(at + 1).trim()]] : [];
  });
  const missing = roles.filter(({ name }) => !assigned.some(([role]) => role === name)).map(({ name }) => name);
  if (assigned.length === 0 && parts.length === 1) {
    const entry = readEntry([text], cwd);
    return { seats: playersOf(playing).map(() => 0), entry, words: text };
  }
  if (missing.length > 0 || assigned.length !== parts.length) {
    const example = roles.map(({ name }) => `${name}=grim`).join(';');
    throw new UsageError(`--against: expected one strategy, or one for each role such as "${example}", got ${text}`);
  }
  const names = [...new Set(assigned.map(([, strategy]) => strategy))];
  const seats: number[] = [];
  for (const role of roles) {
    const strategy = assigned.find(([name]) => name === role.name)?.[1] ?? '';
    for (const seat of role.seats) seats[seat] = names.indexOf(strategy);
  }
  return { seats, entry: readEntry(names, cwd), words: text };
}

/** Strategies of the firms of a scenario. */
function ownProfile(playing: Playing, cwd: string): ReturnType<typeof profileOf> {
  if (playing.kind === 'plain') throw new UsageError('--against: name the strategy of the others, such as always-race');
  const { firms } = playing.scenario;
  const texts = playersOf(playing).map((id) => {
    const { strategy } = firms.find((firm) => firm.id === id) ?? firms[0];
    const params = Object.entries(strategy.params ?? {}).map(([name, value]) => `${name}=${String(value)}`);
    return params.length === 0 ? strategy.id : `${strategy.id}?${params.join('&')}`;
  });
  const names = [...new Set(texts)];
  return { seats: texts.map((one) => names.indexOf(one)), entry: readEntry(names, cwd), words: 'what the firms play' };
}
