/** `overbuild tournament [scenario]`: strategies against each other, in the economy or in a plain game. */

import { join, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { MODEL_VERSION } from '../../engine/version.ts';
import { loadScenario } from '../../node/scenario-files.ts';
import { gatherTournament, type TournamentOptions } from '../../node/tournament.ts';
import { readEntry } from '../../node/tournament-entrants.ts';
import {
  identityHash,
  identityOf,
  openTournamentFolder,
  type Played,
  type TournamentFolder,
  writeTournamentFolder,
} from '../../node/tournament-folder.ts';
import { tournamentLines } from '../../output/tournament-report.ts';
import { countWord, durationWord, percentWord } from '../../output/words.ts';
import { ScenarioError, UsageError } from '../../scenario/errors.ts';
import type { Playing } from '../../tournament/arena.ts';
import type { TournamentResult, TournamentRule } from '../../tournament/tournament.ts';
import { startProgress } from '../batch-progress.ts';
import type { Arguments, Command } from '../command.ts';
import { gameOptions, plainGame } from '../games.ts';
import { type Io, print } from '../io.ts';
import {
  jobsOption,
  jsonOption,
  listOption,
  numberOption,
  placedArgument,
  scenarioOptions,
  seedOption,
  switchOption,
  textOption,
  wholeOption,
} from '../options.ts';
import { shellWord } from '../shell-word.ts';

const FAILED = 1;
const INTERRUPTED = 130;
const RESULTS = 'results';
const PLAIN_REPETITIONS = 50;
const ECONOMY_REPETITIONS = 100;
/** Payoffs by pair in the economy take a run for every firm and pair. */
const ECONOMY_PAIR_REPETITIONS = 5;
const TURNS = 200;
const POPULATION = 50;
const DEFAULT_BETA = 10;
const PLAIN_FIELD = [
  'always-disciplined',
  'always-race',
  'tit-for-tat',
  'tit-for-two-tats',
  'generous-tit-for-tat',
  'grim',
  'win-stay-lose-shift',
  'random',
];
const ECONOMY_FIELD = [
  'always-disciplined',
  'always-race',
  'tit-for-tat',
  'tit-for-tat?quorum=0.5',
  'grim',
  'win-stay-lose-shift',
  'momentum',
  'return-threshold',
];

export const tournamentCommand: Command = {
  configure(yargs: Argv): Argv {
    return gameOptions(jsonOption(seedOption(scenarioOptions(yargs))))
      .option('entrant', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'eight well-known ones',
        describe: 'Strategy: id, ./my.ts?threshold=0.2 or "cmd:python3 my.py"; repeat it for each',
      })
      .option('repetitions', {
        requiresArg: true,
        describe: 'Independent repetitions',
        defaultDescription: `${PLAIN_REPETITIONS}; ${ECONOMY_REPETITIONS} in the economy`,
      })
      .option('turns', { requiresArg: true, describe: 'Length of a match', defaultDescription: String(TURNS) })
      .option('continuation', { requiresArg: true, describe: 'Or the chance of another turn' })
      .option('noise', { requiresArg: true, describe: 'Chance that a move slips', defaultDescription: '0' })
      .option('observation-noise', {
        requiresArg: true,
        describe: 'Chance that a move is misread',
        defaultDescription: '0',
      })
      .option('compositions', {
        choices: ['sampled', 'all'] as const,
        default: 'sampled',
        describe: 'With more than two players: balanced samples of seatings, or all',
      })
      .option('pair-repetitions', {
        requiresArg: true,
        describe: 'Repetitions of payoffs by pair with more than two players',
        defaultDescription: `as --repetitions; ${ECONOMY_PAIR_REPETITIONS} in the economy`,
      })
      .option('months', {
        requiresArg: true,
        describe: 'In the economy: months that count',
        defaultDescription: 'the horizon',
      })
      .option('discount', {
        requiresArg: true,
        describe: 'Discount rate a year',
        defaultDescription: 'the cost of capital',
      })
      .option('population', {
        requiresArg: true,
        default: POPULATION,
        describe: 'Size of the populations of evolution',
      })
      .option('jobs', {
        requiresArg: true,
        describe: 'Worker threads',
        defaultDescription: 'one per core in the economy, else 1',
      })
      .option('timeout', {
        requiresArg: true,
        describe: 'Give up a repetition with a strategy of yours after these seconds',
      })
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'Results folder',
        defaultDescription: 'results/tournament-...',
      })
      .option('resume', { type: 'boolean', default: false, describe: 'Go on with an unfinished tournament' })
      .option('force', { type: 'boolean', default: false, describe: 'Overwrite result files in the folder' })
      .option('csv-locale', {
        choices: ['en', 'eu'] as const,
        default: 'en',
        describe: 'en: comma and decimal point; eu: semicolon and decimal comma',
      })
      .example('$0 tournament', 'Eight strategies run the builders of the baseline')
      .example('$0 tournament --game pd --noise 0.05', "In the prisoner's dilemma, with slips")
      .example(
        '$0 tournament --game pd --entrant ./my.ts --entrant tit-for-tat --entrant grim',
        'Your own among others',
      )
      .example('$0 tournament --game public-good --players 5 --param multiplier=3', 'Five at a time');
  },

  async run(args: Arguments, io: Io, argv: readonly string[]): Promise<number> {
    const { playing, unit, title, short } = playingOf(args, io);
    const isEconomy = playing.kind === 'economy';
    const asked = listOption(args, 'entrant');
    const entry = readEntry(asked.length > 0 ? asked : isEconomy ? ECONOMY_FIELD : PLAIN_FIELD, io.cwd);
    if (entry.entrants.length < 2) throw new UsageError('--entrant: expected at least two strategies');
    const rule = ruleOf(args, playing);
    const jobs = jobsOption(args, io, !isEconomy);
    const locale = textOption(args, 'csv-locale') === 'eu' ? 'eu' : 'en';
    const identity = identityOf(rule, entry, { locale, modelVersion: MODEL_VERSION });
    const name = `tournament-${short}-${identityHash(identity)}`;
    const place: TournamentFolder = {
      folder: resolve(io.cwd, textOption(args, 'out') ?? join(RESULTS, name)),
      identity,
      mode: modeOf(args),
    };
    const timeoutSeconds = numberOption(args, 'timeout');
    const { result, done, files, seconds } = await playInto(
      place,
      { rule, entry, jobs, timeoutSeconds },
      { io, about: { unit, title, command: argv } },
    );
    const folder = relative(io.cwd, place.folder) || '.';
    if (result === undefined) {
      const words = [...argv.filter((word) => word !== '--force' && word !== '--resume'), '--resume'];
      if (switchOption(args, 'json')) print(io, JSON.stringify({ kind: 'interrupted', folder, done }, null, 2));
      else {
        print(io, `Interrupted: ${countWord(done)} seatings are safe in ${folder}.`);
        print(io, `Go on with: overbuild ${words.map(shellWord).join(' ')}`);
      }
      return INTERRUPTED;
    }
    if (switchOption(args, 'json')) print(io, JSON.stringify({ folder, title, unit, ...result }, null, 2));
    else {
      const names = entry.entrants.map((entrant) => entrant.name);
      for (const line of tournamentLines(result, {
        played: title,
        unit,
        repetitions: rule.repetitions,
        seed: rule.seed,
        names,
      }))
        print(io, line);
      print(io);
      print(io, `Written to ${folder}: ${files.join(', ')}`);
      print(io, `${durationWord(seconds)}, ${countWord(Math.round(result.matches / seconds))} matches a second`);
    }
    return result.failures.length > 0 ? FAILED : 0;
  },
};

interface InFolder {
  readonly io: Io;
  readonly about: Pick<Played, 'unit' | 'title' | 'command'>;
}

interface Ended {
  /** Absent when interrupted. */
  readonly result?: TournamentResult | undefined;
  /** Seatings played. */
  readonly done: number;
  readonly files: readonly string[];
  readonly seconds: number;
}

/** Play into a folder, or go on in it; Ctrl-C ends it so that it can be gone on with. */
async function playInto(place: TournamentFolder, options: TournamentOptions, { io, about }: InFolder): Promise<Ended> {
  const { saved, checkpoint, unlock } = await openTournamentFolder(place);
  const started = performance.now();
  const stop = new AbortController();
  const ignore = io.onInterrupt(() => {
    stop.abort();
    io.stderr.write('\nStopping after the matches under way; press Ctrl-C again to stop at once.\n');
  });
  let bar: ReturnType<typeof startProgress> | undefined;
  let done = saved.size;
  const onProgress = (cells: number, all: number): void => {
    bar ??= startProgress(io, all);
    bar.update(cells);
    done = cells;
  };
  try {
    const result = await gatherTournament(
      { ...options, onProgress },
      { saved, keep: (number, cell) => checkpoint.keep(number, cell), signal: stop.signal },
    );
    const seconds = (performance.now() - started) / 1000;
    if (result === undefined) {
      await checkpoint.write();
      return { done, files: [], seconds };
    }
    const { entry, jobs } = options;
    const files = await writeTournamentFolder(place, { ...about, result, entry, jobs, seconds });
    await checkpoint.remove();
    return { result, done, files, seconds };
  } finally {
    bar?.stop();
    ignore();
    await unlock();
  }
}

function modeOf(args: Arguments): TournamentFolder['mode'] {
  const [resume, force] = [switchOption(args, 'resume'), switchOption(args, 'force')];
  if (resume && force) throw new UsageError('--resume and --force exclude each other');
  return resume ? 'resume' : force ? 'force' : 'new';
}

interface Stage {
  readonly playing: Playing;
  readonly unit: string;
  /** What is played, in a line; and for the name of a folder. */
  readonly title: string;
  readonly short: string;
}

function playingOf(args: Arguments, io: Io): Stage {
  const plain = plainGame(args);
  if (plain === undefined) return economyOf(args, io);
  const { kind, game, params, players } = plain;
  const continuation = chanceOption(args, 'continuation');
  const turns = wholeOption(args, 'turns', 1);
  if (continuation !== undefined && turns !== undefined)
    throw new UsageError('--turns and --continuation exclude each other');
  if (continuation === 0 || continuation === 1)
    throw new UsageError('--continuation: expected a chance above 0 and below 1');
  const executionNoise = chanceOption(args, 'noise') ?? 0;
  const observationNoise = chanceOption(args, 'observation-noise') ?? 0;
  const length = continuation === undefined ? { turns: turns ?? TURNS } : { continuation };
  const lengthWords =
    continuation === undefined ? `${turns ?? TURNS} turns` : `another turn with chance ${continuation}`;
  const noise =
    executionNoise + observationNoise === 0
      ? 'no noise'
      : `moves slip ${percentWord(executionNoise)}, are misread ${percentWord(observationNoise)}`;
  return {
    playing: { kind: 'plain', game: kind.id, params, players, match: { ...length, executionNoise, observationNoise } },
    unit: '',
    title: `${kind.id}: ${game.description}; ${players} players, ${lengthWords}, ${noise}`,
    short: kind.id,
  };
}

function economyOf(args: Arguments, io: Io): Stage {
  const overrides = listOption(args, 'set');
  const { scenario, name } = loadScenario(placedArgument(args, 'scenario') ?? 'baseline', { cwd: io.cwd, overrides });
  if (scenario.kind !== 'economy') throw new ScenarioError(`${name} is of kind ${scenario.kind}: nobody plays a game`);
  const months = wholeOption(args, 'months', 3);
  const discountPerYear = numberOption(args, 'discount');
  if (months !== undefined && months > scenario.horizonMonths) {
    throw new UsageError(`--months: expected at most the horizon of ${scenario.horizonMonths} months, got ${months}`);
  }
  const horizon = {
    ...(months === undefined ? {} : { months }),
    ...(discountPerYear === undefined ? {} : { discountPerYear }),
  };
  return {
    playing: { kind: 'economy', scenario, horizon },
    unit: 'USD bn',
    title: `${name}: ${scenario.firms.length} firms, ${months ?? scenario.horizonMonths} months, discounted stage payoff a firm`,
    short: name.replace(/[^\w.-]/g, '-'),
  };
}

function ruleOf(args: Arguments, playing: Playing): TournamentRule {
  const isEconomy = playing.kind === 'economy';
  const repetitions = wholeOption(args, 'repetitions', 2) ?? (isEconomy ? ECONOMY_REPETITIONS : PLAIN_REPETITIONS);
  const size = wholeOption(args, 'population', 2) ?? POPULATION;
  return {
    playing,
    repetitions,
    pairRepetitions: wholeOption(args, 'pair-repetitions', 2) ?? (isEconomy ? ECONOMY_PAIR_REPETITIONS : repetitions),
    compositions: textOption(args, 'compositions') === 'all' ? 'all' : 'sampled',
    seed: textOption(args, 'seed') ?? '1',
    population: { size, beta: DEFAULT_BETA },
  };
}

function chanceOption(args: Arguments, name: string): number | undefined {
  const value = numberOption(args, name);
  if (value !== undefined && value > 1) throw new UsageError(`--${name}: expected a chance in [0, 1], got ${value}`);
  return value;
}
