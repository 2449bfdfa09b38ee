/** `overbuild fragility [scenario]`: measures loop gain, losses by size of shock, and the cost of racing. */

import { measureAnarchy } from '../../experiment/anarchy.ts';
import { measureFragility } from '../../experiment/fragility.ts';
import { measureLoopGain } from '../../experiment/loop-gain.ts';
import { counted } from '../../numeric/counted.ts';
import { anarchyLines, fragilityLines, loopGainLines } from '../../output/fragility-report.ts';
import { expandSeed } from '../../random/seed.ts';
import { ScenarioError, UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Command } from '../command.ts';
import { readEconomy } from '../economy.ts';
import { print, printJson, printLines } from '../io.ts';
import { amount, SCENARIO, shared } from '../options.ts';
import { withProgress } from '../progress.ts';

const DEFAULT_RUNS = 100;
/** Measurements, each with so many runs or pairs of them. */
const KINDS = 3;
const PUSH_MONTH = 12;
const SHOCK_MONTH = 36;
const IMPULSE = 0.05;

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    runs: amount('Paired runs of every question', DEFAULT_RUNS),
    impulse: amount('Impulse to the narrative', IMPULSE),
    'push-month': amount('Month of that impulse', PUSH_MONTH),
    'shock-month': amount('Month of the shock to demand', SHOCK_MONTH),
  },
  examples: {
    fragility: 'The baseline',
    'fragility --set market.reflexivity=0': 'Without feedback: herding alone',
  },

  run(args, io) {
    const { scenario, name } = readEconomy(args, io);
    if (scenario.market === undefined) throw new ScenarioError(`${name} has no market, which this command needs`);
    const seedText = args.text('seed') ?? '1';
    const common = { seed: expandSeed(seedText), runs: args.whole('runs', 2) ?? DEFAULT_RUNS };
    const monthOf = (option: string, usual: number): number => {
      const month = args.whole(option, 1) ?? usual;
      if (month < scenario.horizonMonths) return month;
      throw new UsageError([
        `--${option}: expected a month before the horizon of ${scenario.horizonMonths}, got ${month}`,
      ]);
    };
    const impulse = args.number('impulse', 1e-6) ?? IMPULSE;
    const [pushMonth, shockMonth] = [monthOf('push-month', PUSH_MONTH), monthOf('shock-month', SHOCK_MONTH)];
    const ratePerYear = scenario.finance.riskFreePerYear + scenario.finance.waccPremiumPerYear;
    const [gain, fragility, anarchy] = withProgress(io, KINDS * common.runs, (onRun) => [
      measureLoopGain(scenario, { ...common, month: pushMonth, impulse, onRun }),
      measureFragility(scenario, { ...common, month: shockMonth, onRun }),
      measureAnarchy(scenario, { ...common, ratePerYear, onRun }),
    ]);
    if (args.isOn('json')) {
      const about = { scenario: name, scenarioHash: scenarioHash(scenario), seed: seedText, runs: common.runs };
      const response = [...gain.response];
      printJson(io, { ...about, loopGain: { ...gain, response }, fragility, anarchy });
      return Promise.resolve(0);
    }
    print(io, `${name}: ${counted(common.runs, 'run')} of each kind with common random numbers, seed ${seedText}`);
    print(io, 'Conditional on the assumptions of the scenario; not a forecast.');
    for (const lines of [loopGainLines(gain, impulse), fragilityLines(fragility), anarchyLines(anarchy)]) {
      print(io);
      printLines(io, lines);
    }
    return Promise.resolve(0);
  },
};
