/** `overbuild dilemma [scenario]`: is it a prisoner's dilemma? */

import type { Argv } from 'yargs';
import { createEconomyGame, discountOf, firmIds, type GameHorizon, gameConstants } from '../../engine/stage-game.ts';
import { loadScenario } from '../../node/scenario-files.ts';
import { dilemmaLines } from '../../output/dilemma-report.ts';
import { percentWord, shortNumber } from '../../output/words.ts';
import { expandSeed } from '../../random/seed.ts';
import type { Economy } from '../../scenario/economy.ts';
import { ScenarioError, UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { measureDilemma } from '../../tournament/dilemma.ts';
import { dilemmaThresholds, measuredEconomy, overspend } from '../../tournament/thresholds.ts';
import type { Arguments, Command } from '../command.ts';
import { gameOptions, type PlainGame, plainGame } from '../games.ts';
import { type Io, print } from '../io.ts';
import {
  changesOf,
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

const DEFAULT_RUNS = 100;
/** Paired runs at every psi of the search for thresholds. */
const SEARCH_RUNS = 20;
const MOST_PSI = 3;
const PAYOFF = 'economic profit plus strategic prize';

export const dilemmaCommand: Command = {
  configure(yargs: Argv): Argv {
    return gameOptions(jsonOption(seedOption(scenarioOptions(yargs))))
      .option('runs', { requiresArg: true, default: DEFAULT_RUNS, describe: 'Paired runs of every profile' })
      .option('firm', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'all',
        describe: 'Only this firm; may be repeated',
      })
      .option('months', { requiresArg: true, describe: 'Months that count', defaultDescription: 'the horizon' })
      .option('discount', {
        requiresArg: true,
        describe: 'Discount rate a year',
        defaultDescription: 'the cost of capital',
      })
      .option('threshold', {
        type: 'boolean',
        default: false,
        describe: 'Also search the strategic prize at which each dilemma begins (slower)',
      })
      .example('$0 dilemma', 'Does each builder of the baseline face one?')
      .example('$0 dilemma --months 60 --set capex.strategicPrize=0.5', 'A shorter view, a smaller prize')
      .example('$0 dilemma --game public-good --players 5 --param multiplier=3', 'In a plain game');
  },

  run(args: Arguments, io: Io): Promise<number> {
    const plain = plainGame(args);
    if (plain === undefined) askEconomy(args, io);
    else askPlain(plain, args, io);
    return Promise.resolve(0);
  },
};

function askPlain({ game, players }: PlainGame, args: Arguments, io: Io): void {
  const names = Array.from({ length: players }, (_, i) => String(i + 1));
  const report = measureDilemma({ players: names, fillPayoffs: (out, moves) => game.fillPayoffs(out, moves) }, 1, [
    '1',
  ]);
  if (switchOption(args, 'json')) {
    print(io, JSON.stringify({ game: game.id, description: game.description, ...report }, null, 2));
    return;
  }
  print(io, `${game.id}: ${game.description}, ${players} players`);
  print(io);
  for (const line of dilemmaLines(report, '', 'payoffs of the game')) print(io, line);
}

function askEconomy(args: Arguments, io: Io): void {
  const overrides = changesOf(args);
  const parsed = loadScenario(placedArgument(args, 'scenario') ?? 'baseline', { cwd: io.cwd, overrides });
  const { scenario } = parsed;
  if (scenario.kind !== 'economy')
    throw new ScenarioError(`${parsed.name} is of kind ${scenario.kind}: nobody plays a game`);
  const seedText = textOption(args, 'seed') ?? '1';
  const seed = expandSeed(seedText);
  const runs = wholeOption(args, 'runs', 2) ?? DEFAULT_RUNS;
  const horizon = horizonOf(args, scenario);
  const firms = firmsOf(args, scenario);
  const game = createEconomyGame(scenario, horizon);
  const report = measureDilemma(measuredEconomy(game, seed), runs, firms);
  const constants = gameConstants(scenario);
  const closed = overspend(constants);
  const search = { seed, runs: Math.min(runs, SEARCH_RUNS), horizon, firms, most: MOST_PSI };
  const thresholds = switchOption(args, 'threshold') ? dilemmaThresholds(scenario, search) : undefined;
  const discountPerYear = discountOf(scenario, horizon);
  if (switchOption(args, 'json')) {
    const about = { scenario: parsed.name, scenarioHash: scenarioHash(scenario), seed: seedText };
    const closedForm = { ...constants, overspend: closed.total, overspendThresholdPsi: closed.psiThreshold };
    const found =
      thresholds === undefined
        ? {}
        : { dilemmaThresholdPsi: Object.fromEntries(firms.map((firm, i) => [firm, thresholds[i]])) };
    print(
      io,
      JSON.stringify({ ...about, months: game.months, discountPerYear, ...report, closedForm, ...found }, null, 2),
    );
    return;
  }
  print(
    io,
    `${parsed.name}: ${game.months} months discounted at ${percentWord(discountPerYear)} a year, seed ${seedText}`,
  );
  print(io, `Payoff: ${PAYOFF}. Conditional on the assumptions of the scenario.`);
  print(io);
  for (const line of dilemmaLines(report, 'USD bn', PAYOFF)) print(io, line);
  print(io);
  const { psi, psiInForce } = constants;
  print(io, `Closed form at month 0: racing capacity exceeds disciplined capacity by ${percentWord(closed.total)}`);
  const larger = capacityWords(closed.psiThreshold);
  print(io, `(psi ${shortNumber(psi)}, in force ${shortNumber(psiInForce)}); racing capacity is ${larger}.`);
  for (const [i, psiFrom] of (thresholds ?? []).entries()) {
    print(io, `${firms[i]}: payoffs ordered as in a dilemma ${fromPsi(psiFrom)} (means of ${search.runs} runs).`);
  }
}

/** Of capacity and not of payoffs: a firm may build more without being in a dilemma. */
function capacityWords(psi: number): string {
  if (Number.isNaN(psi)) return 'no larger without a prize';
  return psi <= 0 ? 'larger even without a prize' : `larger from psi ${shortNumber(psi)} on`;
}

function fromPsi(psi: number): string {
  if (Number.isNaN(psi)) return `at no psi up to ${MOST_PSI}`;
  return psi <= 0 ? 'even without a prize' : `from psi ${shortNumber(psi)} on`;
}

function horizonOf(args: Arguments, { horizonMonths }: Economy): GameHorizon {
  const months = wholeOption(args, 'months', 3);
  if (months !== undefined && months > horizonMonths) {
    throw new UsageError(`--months: expected at most the horizon of ${horizonMonths} months, got ${months}`);
  }
  const discountPerYear = numberOption(args, 'discount');
  return {
    ...(months === undefined ? {} : { months }),
    ...(discountPerYear === undefined ? {} : { discountPerYear }),
  };
}

function firmsOf(args: Arguments, scenario: Economy): string[] {
  const known = firmIds(scenario);
  const asked = listOption(args, 'firm');
  for (const firm of asked) {
    if (known.includes(firm)) continue;
    throw new UsageError(`--firm: there is no firm ${firm}${didYouMean(firm, known)}; there are ${known.join(', ')}`);
  }
  return asked.length === 0 ? known : asked;
}
