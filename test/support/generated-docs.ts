/** The parts of the documentation that are made from the code, by page and marker. */

import { MODEL_IN_BRIEF } from '../../src/output/model-in-brief.ts';
import { EVENT_KINDS } from '../../src/columns/event.ts';
import type { Column } from '../../src/columns/column.ts';
import { rangeWords } from '../../src/columns/measure.ts';
import { SERIES_COLUMNS } from '../../src/engine/columns.ts';
import { STREAMS } from '../../src/engine/shocks.ts';
import { simulate } from '../../src/engine/simulate.ts';
import { beliefsMetrics } from '../../src/metrics/beliefs-row.ts';
import { economyRunMetrics } from '../../src/metrics/economy-run-row.ts';
import { plainMarketMetrics } from '../../src/metrics/market-run-row.ts';
import { supplyRunMetrics } from '../../src/metrics/supply-run-row.ts';
import { SCHEDULE } from '../../src/model/step.ts';
import { accountsLines } from '../../src/output/accounts-report.ts';
import { RUN_ID_COLUMNS } from '../../src/output/run-table.ts';
import { STRATEGIES } from '../../src/strategies/registry.ts';
import { markdownTable } from './markdown.ts';
import { scenarioParameters } from './parameters.ts';
import { shipped } from './shipped.ts';

export interface GeneratedPart {
  readonly file: string;
  /** Name of the markers. */
  readonly name: string;
  readonly text: string;
}

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
const sectionOf = (path: string): string => path.replace(/[.[].*$/, '');

/** One table per section of the scenario; what stands at the top of the file comes first. */
function parametersText(): string {
  const parameters = scenarioParameters();
  const sections = [...new Set(parameters.map(({ path }) => sectionOf(path)))];
  const isAlone = (section: string): boolean => parameters.some(({ path }) => path === section);
  const table = (keep: (section: string) => boolean): string =>
    markdownTable(
      ['path', 'unit', 'range', 'default', 'meaning'],
      parameters
        .filter(({ path }) => keep(sectionOf(path)))
        .map(({ path, unit, range, fallback, description }) => [code(path), unit, range, code(fallback), description]),
    );
  const named = sections.filter((section) => !isAlone(section));
  return [
    `### The scenario as a whole\n\n${table(isAlone)}`,
    ...named.map((name) => `### Section ${name}\n\n${table((section) => section === name)}`),
  ].join('\n\n');
}

function columnsText(columns: readonly Column[]): string {
  return markdownTable(
    ['column', 'unit', 'range', 'meaning'],
    columns.map(({ name, unit, range, description }) => [
      code(name),
      unit,
      range === undefined ? '' : rangeWords(range),
      description,
    ]),
  );
}

/** One table per shape, scalars first. */
function seriesText(): string {
  const shapes = [...new Set(SERIES_COLUMNS.map(({ shape }) => shape))];
  const heading = (shape: string): string => (shape === 'scalar' ? 'One value a month' : `By ${shape}`);
  return shapes
    .map(
      (shape) => `### ${heading(shape)}\n\n${columnsText(SERIES_COLUMNS.filter((column) => column.shape === shape))}`,
    )
    .join('\n\n');
}

/** What `overbuild run baseline --seed demo --accounts 2026` prints below the name of the run. */
function accountsText(): string {
  const scenario = shipped('baseline');
  const { accounts } = simulate(scenario, 'demo');
  if (accounts === undefined) throw new Error('no accounts recorded');
  const lines = accountsLines(accounts, { from: 3, to: 15 }, scenario.startMonth);
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\``;
}

/** Everything generated. */
export function generatedParts(): GeneratedPart[] {
  const schedule = SCHEDULE.map(([stage, what], at) => `${at + 1}. **${stage}**: ${what}.`).join('\n');
  const strategies = STRATEGIES.map(({ id, summary, cites }) => [
    code(id),
    summary,
    cites.map((key) => `[${key}]`).join(' '),
  ]);
  const events = Object.entries(EVENT_KINDS).map(([kind, what]) => [code(kind), what]);
  const streams = STREAMS.map(([name, key, what]) => [code(name), key, what]);
  return [
    { file: 'docs/ARCHITECTURE.md', name: 'streams', text: markdownTable(['stream', 'by', 'decides'], streams) },
    {
      file: 'docs/MODEL.md',
      name: 'model',
      text: MODEL_IN_BRIEF.map(({ question, answer }) => `## ${question}\n\n${answer}`).join('\n\n'),
    },
    { file: 'docs/ODD.md', name: 'schedule', text: schedule },
    { file: 'docs/ODD.md', name: 'parameters', text: parametersText() },
    {
      file: 'docs/COLUMNS.md',
      name: 'run-columns',
      text: columnsText([...RUN_ID_COLUMNS, ...economyRunMetrics(['<firm>'], ['<node>'])]),
    },
    { file: 'docs/COLUMNS.md', name: 'supply-run-columns', text: columnsText(supplyRunMetrics(['<node>'])) },
    { file: 'docs/COLUMNS.md', name: 'market-run-columns', text: columnsText(plainMarketMetrics(['<equity>'])) },
    { file: 'docs/COLUMNS.md', name: 'beliefs-run-columns', text: columnsText(beliefsMetrics(['<type>'])) },
    { file: 'docs/COLUMNS.md', name: 'series-columns', text: seriesText() },
    { file: 'docs/COLUMNS.md', name: 'events', text: markdownTable(['kind', 'meaning'], events) },
    { file: 'docs/how-to/read-the-accounts.md', name: 'accounts', text: accountsText() },
    { file: 'docs/STRATEGIES.md', name: 'strategies', text: markdownTable(['id', 'rule', 'literature'], strategies) },
  ];
}
