/** The tables of an attribution: shares and effects of each mechanism, interactions, and the mean of each combination. */

import { type Column, field } from '../columns/column.ts';
import type { PairedDifference } from '../experiment/paired-difference.ts';
import { isIn } from '../experiment/shapley.ts';
import type { Attribution } from '../experiment/toggle-factorial.ts';
import { type CsvLocale, type CsvValue, tableText } from './csv.ts';
import type { Resource } from './datapackage.ts';

const UNIT = 'unit of the outcome';

function withInterval(name: string, description: string): Column[] {
  return [
    field(name, UNIT, description),
    field(`${name}_low_95`, UNIT, 'Lower end of its 95 % interval over replications.'),
    field(`${name}_high_95`, UNIT, 'Upper end of its 95 % interval over replications.'),
  ];
}

const OUTCOME = field('outcome', '', 'Metric of a run, as in runs.csv of a batch.', 'string');
const REPLICATIONS = field(
  'replications',
  '1',
  'Replications in which every combination has the outcome; with fewer than 30 the intervals are not reliable.',
  'integer',
);

const ATTRIBUTE_COLUMNS: readonly Column[] = [
  OUTCOME,
  field('toggle', '', 'Mechanism that is switched.', 'string'),
  ...withInterval('share', 'Shapley share: its contribution, averaged over all orders of switching the toggles on.'),
  field('of_total', '1', 'Shapley share over the difference between all on and all off.'),
  ...withInterval('alone', 'Effect of switching it on while all others are off.'),
  ...withInterval('on_top', 'Effect of switching it on while all others are on.'),
  ...withInterval('main_effect', 'Effect of switching it on, averaged over every combination of the others.'),
  REPLICATIONS,
  field('dropped', '1', 'Replications in which some combination lacks the outcome.', 'integer'),
];

const INTERACTION_COLUMNS: readonly Column[] = [
  OUTCOME,
  field('first', '', 'Mechanism.', 'string'),
  field('second', '', 'Another mechanism.', 'string'),
  ...withInterval(
    'interaction',
    'Shapley interaction index: joint contribution of both minus their separate contributions.',
  ),
  REPLICATIONS,
];

const COMBINATION_COLUMNS: readonly Column[] = [
  OUTCOME,
  field('combination', '1', 'Bit i says whether toggle i is on, in the order of manifest.json.', 'integer'),
  field('on', '', 'Toggles that are on; empty when none is.', 'string'),
  field('mean', UNIT, 'Mean of the outcome over the replications.'),
  REPLICATIONS,
];

export const ATTRIBUTE_RESOURCES: readonly Resource[] = [
  {
    path: 'attribute.csv',
    description: 'per outcome and mechanism its Shapley share and effects with their intervals',
    columns: ATTRIBUTE_COLUMNS,
    key: ['outcome', 'toggle'],
  },
  {
    path: 'interactions.csv',
    description: 'per outcome and pair of mechanisms their interaction',
    columns: INTERACTION_COLUMNS,
    key: ['outcome', 'first', 'second'],
  },
  {
    path: 'combinations.csv',
    description: 'per outcome and combination of mechanisms the mean outcome',
    columns: COMBINATION_COLUMNS,
    key: ['outcome', 'combination'],
  },
];

/** The CSV files by name. */
export function attributeTables(attributions: readonly Attribution[], locale: CsvLocale): Record<string, string> {
  return {
    'attribute.csv': tableText(ATTRIBUTE_COLUMNS, attributions.flatMap(effectRows), locale),
    'interactions.csv': tableText(INTERACTION_COLUMNS, attributions.flatMap(interactionRows), locale),
    'combinations.csv': tableText(COMBINATION_COLUMNS, attributions.flatMap(combinationRows), locale),
  };
}

const interval = ({ mean, low, high }: PairedDifference): number[] => [mean, low, high];

function effectRows({ outcome, effects, total, replications, dropped }: Attribution): CsvValue[][] {
  return effects.map(({ toggle, share, alone, last, main }) => [
    outcome,
    toggle,
    ...interval(share),
    total.mean === 0 ? undefined : share.mean / total.mean,
    ...interval(alone),
    ...interval(last),
    ...interval(main),
    replications,
    dropped,
  ]);
}

function interactionRows({ outcome, interactions, replications }: Attribution): CsvValue[][] {
  return interactions.map(({ toggles, effect }) => [outcome, ...toggles, ...interval(effect), replications]);
}

function combinationRows({ outcome, means, effects, replications }: Attribution): CsvValue[][] {
  return Array.from(means, (mean, combination) => {
    const on = effects.flatMap(({ toggle }, i) => (isIn(i, combination) ? [toggle] : []));
    return [outcome, combination, on.join('+'), mean, replications];
  });
}
