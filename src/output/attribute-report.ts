/** Reports an attribution: a table for each outcome, and a paragraph. */

import { FEWEST_PAIRS, type PairedDifference } from '../experiment/paired-difference.ts';
import { type Attribution, type Interaction, isSure } from '../experiment/toggle-factorial.ts';
import { counted } from '../numeric/counted.ts';
import { orList } from '../scenario/suggest.ts';
import { scenarioTitle } from './change-words.ts';
import { inSentence, metricTitle, type Reading, readingOf } from './metric-title.ts';
import { failureLines, type NamedFailure } from './paired-failures.ts';
import { tableLines } from './text-table.ts';
import { countWord, percentWord } from './words.ts';

export interface AttributeReport {
  readonly scenario: string;
  readonly seed: string;
  readonly attributions: readonly Attribution[];
  /** Units of the outcomes, by name. */
  readonly units: ReadonlyMap<string, string>;
  readonly replications: number;
  readonly isInterrupted: boolean;
  readonly failures: readonly NamedFailure[];
}

/** Number of interactions shown. */
const SHOWN_INTERACTIONS = 3;

export function attributeReport(report: AttributeReport): string[] {
  const { scenario, attributions, units, replications, isInterrupted, failures } = report;
  const combinations = attributions[0]?.means.length ?? 0;
  const end = isInterrupted ? '; interrupted' : '';
  return [
    `${scenarioTitle(scenario)}: ${counted(combinations, 'combination')} on and off, ${counted(replications, 'replication')} of each with common random numbers${end}.`,
    'Conditional on the assumptions of the scenario and on the toggles chosen; not a forecast.',
    ...attributions.flatMap((attribution) => ['', ...outcomeLines(attribution, units.get(attribution.outcome) ?? '')]),
    ...failureLines(failures, 'replication'),
  ];
}

function outcomeLines(attribution: Attribution, unit: string): string[] {
  const { outcome, means, total, effects, interactions, replications, dropped } = attribution;
  const name = metricTitle(outcome, unit);
  const lacking =
    dropped > 0
      ? [
          `${countWord(dropped)} of ${countWord(replications + dropped)} replications are dropped, because the run of some combination lacks this outcome (no wall, no pause, or a failed run).`,
        ]
      : [];
  if (replications < 2) {
    return [`${name}: too few replications have it in every combination.`, ...lacking];
  }
  const reading = attributedReading(attribution, unit);
  const { level, difference } = reading;
  const inUnit = reading.unit === '' ? '' : ` (${reading.unit})`;
  const head = ['  mechanism', `Shapley share${inUnit}`, '95 % interval', 'of total', 'alone', 'added last'];
  const rows = effects.map(({ toggle, share, alone, last }) => [
    `  ${toggle}`,
    difference(share.mean),
    intervalWord(share, reading),
    isSure(total) ? percentWord(share.mean / total.mean) : '-',
    difference(alone.mean),
    difference(last.mean),
  ]);
  const whole = [
    '  total',
    difference(total.mean),
    intervalWord(total, reading),
    isSure(total) ? '100 %' : '-',
    '',
    '',
  ];
  return [
    `${name}: ${level(means[0])} with all off, ${level(means[means.length - 1])} with all on.`,
    ...lacking,
    ...tableLines([head, ...rows, whole]),
    '',
    ...(replications < FEWEST_PAIRS
      ? [
          `With ${counted(replications, 'replication')}, fewer than ${FEWEST_PAIRS}, no effect is called significant; raise --runs.`,
        ]
      : [paragraph(attribution, unit, reading), ...interactionLines(interactions, reading)]),
  ];
}

/** How the outcome of an attribution is read: by the largest of its means. */
export function attributedReading({ outcome, means }: Attribution, unit: string): Reading {
  return readingOf(
    outcome,
    unit,
    means.reduce((most, mean) => Math.max(most, Math.abs(mean)), 0),
  );
}

function paragraph({ outcome, total, effects }: Attribution, unit: string, reading: Reading): string {
  const size = ({ mean }: PairedDifference): string =>
    `${reading.difference(Math.abs(mean)).replace('+', '')} ${reading.unit}`.trim();
  const name = inSentence(metricTitle(outcome, unit));
  const sure = effects
    .filter(({ share }) => isSure(share))
    .sort((a, b) => Math.abs(b.share.mean) - Math.abs(a.share.mean));
  const unsure = effects.filter(({ share }) => !isSure(share)).map(({ toggle }) => toggle);
  const opening = isSure(total)
    ? `Together they ${total.mean > 0 ? 'raise' : 'lower'} ${name} by ${size(total)}.`
    : `Together they have no significant effect on ${name} (95 % interval).`;
  const parts = sure.map(({ toggle, share }) => {
    const direction = share.mean > 0 ? 'raises' : 'lowers';
    const part = isSure(total) ? ` (${percentWord(share.mean / total.mean)} of the total)` : '';
    return `${toggle} ${direction} it by ${size(share)}${part}`;
  });
  const listed = parts.length > 0 ? ` ${sentence(parts.join('; '))}` : '';
  const rest =
    unsure.length > 0
      ? ` What ${orList(unsure)} ${unsure.length > 1 ? 'add' : 'adds'} is not significantly different from zero.`
      : '';
  return `${opening}${listed}${rest}`;
}

function interactionLines(interactions: readonly Interaction[], reading: Reading): string[] {
  const sure = interactions.filter(({ effect }) => isSure(effect)).slice(0, SHOWN_INTERACTIONS);
  return sure.map(({ toggles: [first, second], effect }) => {
    const way = effect.mean > 0 ? 'add up to more' : 'add up to less';
    return `${sentence(`together ${first} and ${second} ${way} than each without the other: ${reading.difference(effect.mean)} (${intervalWord(effect, reading)})${reading.unit === '' ? '' : ` ${reading.unit}`}`)}`;
  });
}

/** `Months to wall` as `months to wall`, `AI capex` as it is. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function intervalWord({ low, high }: PairedDifference, { difference }: Reading): string {
  return Number.isNaN(low) ? '-' : `${difference(low)} to ${difference(high)}`;
}
