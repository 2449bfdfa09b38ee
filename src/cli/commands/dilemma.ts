/** `overbuild dilemma [scenario]`: tests whether builders face a prisoner's dilemma. */

import { join, relative, resolve } from 'node:path';
import { createEconomyGame, discountOf, firmIds, firstMonth, prizesOf } from '../../engine/stage-game.ts';
import { refuseExisting, writeFiles } from '../../node/files/output-files.ts';
import { quantileOfSorted } from '../../numeric/statistics.ts';
import { counted } from '../../numeric/counted.ts';
import { scenarioTitle } from '../../output/change-words.ts';
import { tableText } from '../../output/csv.ts';
import { DILEMMA_COLUMNS, dilemmaLines, dilemmaRows } from '../../output/dilemma-report.ts';
import { percentWord, shortNumber } from '../../output/words.ts';
import { expandSeed } from '../../random/seed.ts';
import type { Economy } from '../../scenario/economy.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { type DilemmaReport, measureDilemma } from '../../tournament/dilemma.ts';
import { dilemmaThresholds, measuredEconomy, mostThresholdLooks } from '../../tournament/thresholds.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { GAME_OPTIONS, type PlainGame, plainGame } from '../games.ts';
import { readEconomy, readHorizon } from '../economy.ts';
import { type Io, print, printResult } from '../io.ts';
import { readLocale } from '../job-options.ts';
import { amount, flag, repeatable, SCENARIO, shared, text } from '../options.ts';
import { withProgress } from '../progress.ts';

const DEFAULT_RUNS = 100;
const MOST_KAPPA_YEARS = 12;
const DILEMMA_FILE = 'dilemma.csv';
const JSON_FILE = 'dilemma.json';
const UNIT = 'USD bn';
const PAYOFF = 'economic profit plus the value of the market position at the end';

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json', 'force', 'csv-locale'),
    ...GAME_OPTIONS,
    runs: amount('Paired runs of every profile', DEFAULT_RUNS),
    firm: repeatable('Only this firm; may be repeated', 'all'),
    months: amount('Months that count', 'the horizon'),
    discount: amount('Discount rate a year', 'the cost of capital'),
    out: text('Folder for dilemma.csv and dilemma.json, what is printed as tables', 'none'),
    threshold: flag(
      'Also search, by means of --runs, the value of a market position at which each dilemma begins (8 to 40 times the runs)',
    ),
  },
  examples: {
    dilemma: 'Does each builder of the baseline face one?',
    'dilemma --months 60 --set capex.positionYears=2': 'A shorter view, a smaller prize',
    'dilemma --game public-good --players 5 --param multiplier=3': 'In a plain game',
  },

  async run(args, io) {
    const out = args.text('out');
    const place = out === undefined ? undefined : { out: resolve(io.cwd, out), isForced: args.isOn('force') };
    if (place !== undefined) {
      refuseExisting(
        [DILEMMA_FILE, JSON_FILE].map((name) => join(place.out, name)),
        { isForced: place.isForced, shown: (path) => relative(io.cwd, path) },
      );
    }
    const plain = plainGame(args);
    const { report, facts, unit } = plain === undefined ? judgeEconomy(args, io) : judgePlainGame(plain, args, io);
    if (place === undefined) return 0;
    await writeFiles(place, {
      [DILEMMA_FILE]: tableText(DILEMMA_COLUMNS, dilemmaRows(report, unit), readLocale(args)),
      [JSON_FILE]: `${JSON.stringify(facts, null, 2)}\n`,
    });
    if (!args.isOn('json'))
      print(io, `\nWritten to ${relative(io.cwd, place.out) || '.'}: ${DILEMMA_FILE}, ${JSON_FILE}`);
    return 0;
  },
};

/** What a judgement found: its report, the same as plain data with what it is of, and the unit of its payoffs. */
interface Judged {
  readonly report: DilemmaReport;
  readonly facts: object;
  readonly unit: string;
}

function judgePlainGame({ game, players }: PlainGame, args: Arguments, io: Io): Judged {
  const names = Array.from({ length: players }, (_, i) => String(i + 1));
  const report = measureDilemma({ players: names, fillPayoffs: (out, moves) => game.fillPayoffs(out, moves) }, 1, [
    '1',
  ]);
  const facts = { game: game.id, description: game.description, ...report };
  printResult(io, args, facts, [
    `${game.id}: ${game.description}, ${counted(players, 'player')}`,
    '',
    ...dilemmaLines(report, '', 'payoffs of the game'),
  ]);
  return { report, facts, unit: '' };
}

function judgeEconomy(args: Arguments, io: Io): Judged {
  const parsed = readEconomy(args, io, ': it has no players');
  const { scenario } = parsed;
  const seedText = args.text('seed') ?? '1';
  const seed = expandSeed(seedText);
  const runs = args.whole('runs', 2) ?? DEFAULT_RUNS;
  const horizon = readHorizon(args, scenario);
  const firms = firmsOf(args, scenario);
  const game = createEconomyGame(scenario, horizon);
  const measured = measuredEconomy(game, seed);
  // All disciplined, all racing, and each builder alone on either side.
  const perLook = runs * (2 + 2 * firms.length);
  const report = withProgress(io, perLook, (onRun) => {
    const fillPayoffs: typeof measured.fillPayoffs = (...of) => {
      measured.fillPayoffs(...of);
      onRun();
    };
    return measureDilemma({ ...measured, fillPayoffs }, runs, firms);
  });
  const first = firstMonth(scenario);
  const search = { seed, runs, horizon, firms, most: MOST_KAPPA_YEARS };
  const prizes = prizesOf(scenario, seed, runs).sort((a, b) => a - b);
  const [low, high] = [0.05, 0.95].map((share) => quantileOfSorted(prizes, share));
  const thresholds = args.isOn('threshold')
    ? withProgress(io, perLook * mostThresholdLooks(firms.length), (onRun) =>
        dilemmaThresholds(scenario, { ...search, onRun }),
      )
    : undefined;
  const discountPerYear = discountOf(scenario, horizon);
  const about = { scenario: parsed.name, scenarioHash: scenarioHash(scenario), seed: seedText };
  const found =
    thresholds === undefined
      ? {}
      : { dilemmaThresholdYears: Object.fromEntries(firms.map((firm, i) => [firm, thresholds[i]])) };
  const facts = {
    ...about,
    months: game.months,
    discountPerYear,
    ...report,
    firstMonth: { ...first, prizeRange90: [low, high] },
    ...found,
  };
  const position = `${shortNumber(scenario.capex.positionYears)} years of its margin (kappa, capex.positionYears)`;
  printResult(io, args, facts, [
    `${scenarioTitle(parsed.name)}: ${counted(game.months, 'month')} discounted at ${percentWord(discountPerYear)} a year, seed ${seedText}`,
    `Payoff: ${PAYOFF}, ${position}. Conditional on the assumptions of the scenario.`,
    '',
    ...dilemmaLines(report, UNIT, PAYOFF),
    '',
    `At month 0 racing targets exceed disciplined targets by ${percentWord(first.overspend)}.`,
    `The orders of month 0 are best responses at a strategic prize psi of ${shortNumber(first.prize)}: the value of a market share beyond its expected margin, as a multiple of that margin.`,
    ...(low < high
      ? [
          `Psi is ${shortNumber(low)} to ${shortNumber(high)} in 90 % of the ${counted(runs, 'run')}, which draw the uncertain numbers of the scenario.`,
        ]
      : []),
    ...(thresholds ?? []).map(
      (years, i) =>
        `${firms[i]}: by the means of ${counted(search.runs, 'run')}, payoffs ordered as in a dilemma ${fromKappa(years)}.`,
    ),
  ]);
  return { report, facts, unit: UNIT };
}

function fromKappa(years: number): string {
  if (Number.isNaN(years)) return `at no value of a position up to ${MOST_KAPPA_YEARS} years of margin`;
  return years <= 0
    ? 'even when the position has no value'
    : `from a position worth ${shortNumber(years)} years of margin on; whether it ends at a larger value is not searched`;
}

function firmsOf(args: Arguments, scenario: Economy): string[] {
  const known = firmIds(scenario);
  const requested = args.list('firm');
  for (const firm of requested) {
    if (known.includes(firm)) continue;
    throw new UsageError(`--firm: there is no firm ${firm}${didYouMean(firm, known)}; there are ${known.join(', ')}`);
  }
  return requested.length === 0 ? known : requested;
}
