/** `overbuild tournament [scenario]`: plays strategies against each other, in the economy or in a plain game. */

import { join } from 'node:path';
import { designFolderName } from '../../node/files/results-folder.ts';
import { runTournament, type TournamentSpec, tournamentJob } from '../../node/experiments/tournament.ts';
import { counted } from '../../numeric/counted.ts';
import { tournamentLines } from '../../output/tournament-report.ts';
import { payoffWords } from '../../output/tournament-tables.ts';
import { countWord, durationWord } from '../../output/words.ts';
import { type Command, FAILED_RUNS } from '../command.ts';
import { print, printResult } from '../io.ts';
import { jobOptions, readPlace, readSpec, reportInterrupted, reportWritten, shownFolder } from '../job-options.ts';
import { jobsOption, SCENARIO, shared } from '../options.ts';
import { drawn, pictureOptions } from '../picture-options.ts';
import { readTournament, RULE_OPTIONS } from '../tournament-options.ts';
import { watched } from '../progress.ts';

const RESULTS = 'results';

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    ...RULE_OPTIONS,
    ...jobOptions({
      unit: 'Matches',
      out: 'results/tournament-...',
      resume: 'Resume an unfinished tournament',
      parts: 'matches',
    }),
    ...shared('csv-locale'),
    ...pictureOptions('Draw scores, payoffs by pair and replicator dynamics into tournament.svg'),
  },
  examples: {
    tournament: 'Eight strategies run the builders of the baseline',
    'tournament --game pd --noise 0.05': "In the prisoner's dilemma, with execution errors",
    'tournament --game pd --entrant ./my.ts --entrant tit-for-tat --entrant grim': 'Your own among others',
    'tournament --game public-good --players 5 --param multiplier=3': 'Five at a time',
  },

  async run(args, io) {
    const { stage, rule, entry } = readTournament(args, io);
    const { unit, title } = stage;
    const spec: TournamentSpec = { ...stage, ...readSpec(args), rule, entry };
    const { identity, schedule } = tournamentJob(spec);
    const out = join(RESULTS, designFolderName('tournament', identity));
    const place = {
      ...readPlace(args, io, schedule.runs, out),
      jobs: jobsOption(args, io, stage.playing.kind === 'economy' ? Number.POSITIVE_INFINITY : 0),
    };
    const outcome = await watched(io, schedule.runs, (watch) => runTournament(spec, { ...place, ...watch }), 'matches');
    const { result, done, kind, manifest } = outcome;
    const folder = shownFolder(io, place.folder ?? out);
    if (kind === 'interrupted') return reportInterrupted(io, args, { place, done, unit: 'matches' });
    const names = entry.entrants.map((entrant) => entrant.name);
    const payoff = payoffWords(stage.playing);
    const about = { played: title, unit, payoff, repetitions: rule.repetitions, seed: rule.seed, names };
    const pictures = await drawn(args, place.folder ?? out, async (into, formats) => {
      const { writeTournamentPicture } = await import('../../node/pictures/tournament-picture.ts');
      return result === undefined ? [] : writeTournamentPicture(into, result, { ...about, ...formats });
    });
    const part = [`${title}: ${countWord(done)} of ${counted(identity.runs, 'match', 'matches')}`];
    const lines = result === undefined ? part : tournamentLines(result, about);
    printResult(io, args, { folder, title, unit, payoff, ...result }, lines);
    if (!args.isOn('json')) {
      const files = (manifest?.files ?? []).map(({ path }) => path);
      reportWritten(io, place.folder ?? out, { kind, files: [...files, ...pictures] });
      const { seconds, runsPerSecond } = manifest?.timing ?? { seconds: 0, runsPerSecond: 0 };
      if (kind === 'finished') {
        print(io, `${durationWord(seconds)}, ${counted(Math.round(runsPerSecond), 'match', 'matches')} a second`);
      }
    }
    return done > outcome.statuses.ok ? FAILED_RUNS : 0;
  },
};
