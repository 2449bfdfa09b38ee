/** Forest plots of an attribution: Shapley shares beside main effects, one row of panels an outcome. */

import { FEWEST_PAIRS, type PairedDifference } from '../experiment/paired-difference.ts';
import { type Attribution, isSure } from '../experiment/toggle-factorial.ts';
import { scenarioTitle } from '../output/change-words.ts';
import { attributedReading } from '../output/attribute-report.ts';
import { metricTitle, type Reading } from '../output/metric-title.ts';
import { countWord, differenceWord } from '../output/words.ts';
import { type ForestLine, forestPanel, forestRow, verdictOf } from './forest-panel.ts';
import { type Frame, page, type Spec } from './spec.ts';

/** The row below the mechanisms: all on minus all off. */
const WHOLE = 'total';

function line(name: string, effect: PairedDifference, { scale, difference }: Reading): ForestLine {
  const { mean, low, high } = effect;
  // Of a single replication there is no interval.
  const [from, to] = Number.isNaN(low) ? [mean, mean] : [low, high];
  const [middle, least, most] = [mean, from, to].map((value) => scale * value);
  const text = differenceWord(mean, from, to, difference);
  return { name, mean: middle, low: least, high: most, verdict: verdictOf(mean, isSure(effect)), text };
}

function outcomeRow(attribution: Attribution, unit: string): Spec {
  const { outcome, means, effects, total, replications, dropped } = attribution;
  const reading = attributedReading(attribution, unit);
  const shares = [...effects.map(({ toggle, share }) => line(toggle, share, reading)), line(WHOLE, total, reading)];
  const mains = effects.map(({ toggle, main }) => line(toggle, main, reading));
  const ends = [...shares, ...mains].flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  const names = shares.map(({ name }) => name);
  const domain = [Math.min(0, ...ends), Math.max(0, ...ends)] as const;
  const inUnit = reading.unit === '' ? '' : ` (${reading.unit})`;
  const [off, on] = [means[0], means[means.length - 1]].map(reading.level);
  const lacking = dropped > 0 ? ` of ${countWord(replications + dropped)}` : '';
  return forestRow([
    forestPanel(shares, {
      title: `${metricTitle(outcome, unit)}: Shapley shares${inUnit}`,
      subtitle: `${off} with all off, ${on} with all on`,
      names,
      isNamed: true,
      domain,
    }),
    forestPanel(mains, {
      title: `Main effects${inUnit}`,
      subtitle: `over ${countWord(replications)}${lacking} replications`,
      names,
      isNamed: false,
      domain,
    }),
  ]);
}

/** Draw the outcomes that some replications have; `undefined` when there is none. */
export function attributeChart(
  attributions: readonly Attribution[],
  { scenario, units }: { readonly scenario: string; readonly units: ReadonlyMap<string, string> },
  frame: Frame,
): Spec | undefined {
  const drawn = attributions.filter(({ replications }) => replications > 1);
  if (drawn.length === 0) return undefined;
  return page(
    drawn.map((one) => outcomeRow(one, units.get(one.outcome) ?? '')),
    {
      title: `Effect of each mechanism in ${scenarioTitle(scenario)}`,
      subtitle: [
        'Shapley share: effect of switching it on, averaged over all orders; shares sum to the total.',
        'Main effect: the same, averaged over all combinations of the others.',
        `Line: 95 % interval with common random numbers. Blue raises and vermilion lowers; hollow grey: the interval contains zero, or fewer than ${FEWEST_PAIRS} replications have the outcome.`,
        'Conditional on the assumptions of the scenario and on the toggles chosen; not a forecast.',
      ],
    },
    frame,
  );
}
