/** `overbuild tournament [scenario]`: strategies against each other, in the economy or in a plain game. */

import { join, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { MODEL_VERSION } from '../../engine/version.ts';
import { playInto } from '../../node/tournament/tournament-session.ts';
import { identityHash, identityOf, type TournamentFolder } from '../../node/tournament/tournament-folder.ts';
import { tournamentLines } from '../../output/tournament-report.ts';
import { countWord, durationWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  jobsOption,
  jsonOption,
  numberOption,
  scenarioOptions,
  seedOption,
  switchOption,
  textOption,
} from '../options.ts';
import { shellWord } from '../../output/shell-word.ts';
import { readTournament, ruleOptions } from '../tournament-options.ts';
import { watched } from '../watched.ts';

const FAILED = 1;
const INTERRUPTED = 130;
const RESULTS = 'results';

export const tournamentCommand: Command = {
  configure(yargs: Argv): Argv {
    return ruleOptions(jsonOption(seedOption(scenarioOptions(yargs))))
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
    const { stage, rule, entry } = readTournament(args, io);
    const { unit, title } = stage;
    const jobs = jobsOption(args, io, stage.playing.kind !== 'economy');
    const locale = textOption(args, 'csv-locale') === 'eu' ? 'eu' : 'en';
    const identity = identityOf(rule, entry, { locale, modelVersion: MODEL_VERSION });
    const name = `tournament-${stage.short}-${identityHash(identity)}`;
    const place: TournamentFolder = {
      folder: resolve(io.cwd, textOption(args, 'out') ?? join(RESULTS, name)),
      identity,
      mode: modeOf(args),
    };
    const timeoutSeconds = numberOption(args, 'timeout');
    const { result, done, files, seconds } = await playInto(
      place,
      { rule, entry, jobs, timeoutSeconds },
      { about: { unit, title, command: argv }, watch: (work) => watched(io, 0, work, 'matches') },
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
      const about = { played: title, unit, repetitions: rule.repetitions, seed: rule.seed, names };
      for (const line of tournamentLines(result, about)) print(io, line);
      print(io);
      print(io, `Written to ${folder}: ${files.join(', ')}`);
      print(io, `${durationWord(seconds)}, ${countWord(Math.round(result.matches / seconds))} matches a second`);
    }
    return result.failures.length > 0 ? FAILED : 0;
  },
};

function modeOf(args: Arguments): TournamentFolder['mode'] {
  const [resume, force] = [switchOption(args, 'resume'), switchOption(args, 'force')];
  if (resume && force) throw new UsageError('--resume and --force exclude each other');
  return resume ? 'resume' : force ? 'force' : 'new';
}
