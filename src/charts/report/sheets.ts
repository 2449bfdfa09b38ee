/** The sheets at the end of the page: every metric of the runs, and every input number. */

import { counted } from '../../numeric/counted.ts';
import { MODEL_IN_BRIEF } from '../../output/model-in-brief.ts';
import { metricTitle } from '../../output/metric-title.ts';
import { countWord, percentWord, shortNumber } from '../../output/words.ts';
import { EVIDENCE_KINDS } from '../../reader/evidence.ts';
import { numberColumn, textColumn } from '../table.ts';
import { foldedTables, tableMarkup } from './data-table.ts';
import { html } from './markup.ts';
import type { ReportInput, Section } from './section.ts';

const KINDS: Readonly<Record<string, string>> = {
  ...EVIDENCE_KINDS,
  assumed: 'an assumption of the scenario, with the reason where there is one',
  none: 'without a label in the scenario, or a default of the program',
};

/** Parts of a scenario by the first word of a path, as headings. */
function partOf(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path;
}

export function assumptionsSection({ numbers, design }: ReportInput): Section | undefined {
  if (numbers.length === 0) return undefined;
  const kinds = Object.keys(KINDS);
  const counted = kinds.map((kind) => [
    kind,
    countWord(numbers.filter(({ evidence }) => evidence === kind).length),
    percentWord(numbers.filter(({ evidence }) => evidence === kind).length / numbers.length),
    KINDS[kind],
  ]);
  const paths = design?.header.filter((name) => name !== 'configuration') ?? [];
  const varied =
    paths.length === 0 ? [] : [`The values are those of the scenario; the sweep varies ${paths.join(', ')}.`];
  const parts = [...new Set(numbers.map(({ path }) => partOf(path)))];
  const uncertain = numbers.filter(({ spread }) => spread !== '');
  const drawn =
    uncertain.length === 0
      ? []
      : [`Each run draws ${countWord(uncertain.length)} of them anew: those with a spread in the tables below.`];
  return {
    id: 'assumptions',
    title: 'Inputs: every number and its evidence',
    intro: [
      `The scenario holds ${countWord(numbers.length)} numbers; all results are conditional on them.`,
      ...drawn,
      ...varied,
    ],
    figures: [],
    after: html`${tableMarkup({
      caption: 'Numbers by kind of evidence',
      head: ['Label', 'Numbers', 'Share', 'Meaning'],
      rows: counted,
      words: [3],
    })}${parts.map((part) => {
      const own = numbers.filter(({ path }) => partOf(path) === part);
      const labels = kinds.flatMap((kind) => {
        const count = own.filter(({ evidence }) => evidence === kind).length;
        return count === 0 ? [] : [`${count} ${kind}`];
      });
      const rows = own.map(({ path, value, unit, evidence, source, spread }) => [
        path,
        String(value),
        unit === '1' ? '' : unit,
        evidence,
        source,
        ...(uncertain.length === 0 ? [] : [spread]),
      ]);
      return foldedTables(`${part}: ${labels.join(', ')}`, [
        {
          caption: `Numbers of ${part}`,
          head: ['Address', 'Value', 'Unit', 'Label', 'Source or reason', ...(uncertain.length === 0 ? [] : ['Drawn'])],
          rows,
          words: [2, 3, 4, 5],
          isAddressed: true,
        },
      ]);
    })}`,
  };
}

/** What a sceptic asks of the model; of runs of the race. */
export function modelSection({ runs }: ReportInput): Section | undefined {
  if (!runs.header.includes('wall')) return undefined;
  return {
    id: 'model',
    title: 'How the model works, for a sceptic',
    intro: [],
    figures: [],
    after: html`${MODEL_IN_BRIEF.map(({ question, answer }) => html`<h3>${question}</h3><p>${answer}</p>`)}`,
  };
}

export function summarySection({ summary, descriptions }: ReportInput): Section | undefined {
  // In a sweep every configuration has its own rows: too many for a page.
  if (summary.rows.length === 0 || summary.header.includes('configuration')) return undefined;
  const metric = textColumn(summary, 'metric');
  const level = textColumn(summary, 'level');
  const unit = textColumn(summary, 'unit');
  const read = (name: string): number[] => numberColumn(summary, name);
  const [n, mean, low, high, p5, p50, p95] = ['n', 'mean', 'ci95_low', 'ci95_high', 'p5', 'p50', 'p95'].map(read);
  const rows = metric.map((name, row) => [
    level[row] === '' ? metricTitle(name, unit[row]) : `${metricTitle(name, unit[row])}: ${level[row]}`,
    countWord(n[row]),
    shortNumber(mean[row]),
    n[row] > 1 ? `${shortNumber(low[row])} to ${shortNumber(high[row])}` : '-',
    shortNumber(p5[row]),
    shortNumber(p50[row]),
    shortNumber(p95[row]),
    unit[row] === 'number' || unit[row] === '1' ? '' : unit[row],
    descriptions.get(name) ?? '',
  ]);
  const table = {
    caption: 'Metrics over the runs that have them',
    head: ['Metric', 'Runs', 'Mean', '95 % interval of the mean', '5 %', 'Median', '95 %', 'Unit', 'Meaning'],
    rows,
    words: [7, 8],
  };
  return {
    id: 'summary',
    title: 'Every metric of the runs',
    intro: [],
    figures: [],
    after: foldedTables(`${counted(rows.length, 'row')} of summary.csv`, [table]),
  };
}
