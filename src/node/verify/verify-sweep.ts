/** Repeats chosen rows of a sweep from what its manifest and design state, and holds its tables against them. */

import { createDesign, configurations, type DesignSpec } from '../../experiment/design.ts';
import { type CsvLocale, csvFields } from '../../output/csv.ts';
import { headerLine, sweepResources, sweepRunLine, sweepSummaryLines, designLine } from '../../output/sweep-tables.ts';
import { expandSeed } from '../../random/seed.ts';
import { UserError } from '../../scenario/errors.ts';
import { openScenario } from '../../reader/parse.ts';
import { createReplicator, NO_METRICS, type Replicator, RUNS_FILE } from '../batch/chunk.ts';
import type { EngineHost } from '../engine.ts';
import { summariseSweep } from '../sweep/sweep-statistics.ts';
import { holdsFile, linesOf, localeOfHeader, type StatedBatch, type StatedSweep } from './verify-folder.ts';
import type { Repeated } from './verify-repeat.ts';
import {
  type Compared,
  compareLines,
  NOTHING_COMPARED,
  type RowsFindings,
  rowName,
  sumCompared,
} from './verify-rows.ts';
import { compareTable, SUMMARY_FILE } from './verify-tables.ts';

const DESIGN_FILE = 'design.csv';
/** A summary of more lines than this is not computed again. */
const MAX_SUMMARY_LINES = 2_000_000;

export interface SweepCheck {
  readonly folder: string;
  readonly batch: StatedBatch;
  readonly sweep: StatedSweep;
  readonly rows: RowsFindings;
  readonly host: EngineHost;
}

export interface SweepFindings {
  readonly repeated: Omit<Repeated, 'fan'>;
  readonly tables: readonly [string, Compared][];
  readonly notChecked: readonly string[];
}

/** Check a sweep; or say why none of its rows can be repeated. */
export async function checkSweep(check: SweepCheck): Promise<SweepFindings | { readonly why: string }> {
  const { folder, batch, sweep, rows, host } = check;
  if (batch.strategies.length > 0) {
    return { why: 'all rows: the sweep plays code of its own, which is not started here' };
  }
  if (!(await holdsFile(folder, DESIGN_FILE))) {
    return { why: `all rows: ${DESIGN_FILE}, which says what each configuration changes, is not in the folder` };
  }
  const design = await readDesign(folder);
  const { csvLocale } = batch.identity;
  try {
    const base = createReplicator(host.engine, batch.resolvedScenario, 'metrics');
    const { compared, notes } = repeatRows(check, design, base);
    const resources = sweepResources({ paths: design.paths, numeric: design.paths.map(() => true) }, base.metrics);
    const [, runsResource, summaryResource] = resources;
    const header = runsResource.columns.map(({ name }) => name);
    const problems = header
      .filter((name) => !rows.header.includes(name))
      .map((name) => `${RUNS_FILE} has no column ${name}`);
    const tables: [string, Compared][] = [];
    const notChecked: string[] = [];
    const text = designText(check);
    if (text === undefined)
      notChecked.push(`${DESIGN_FILE}: it is the design, and nothing else says what it should hold`);
    else tables.push([DESIGN_FILE, await compareTable(folder, { file: DESIGN_FILE, key: ['configuration'], text })]);
    if (sweep.count * base.metrics.length > MAX_SUMMARY_LINES) {
      notChecked.push(`${SUMMARY_FILE}: too long to be computed again here`);
    } else if (problems.length === 0 && (await holdsFile(folder, SUMMARY_FILE))) {
      const shape = {
        metrics: base.metrics,
        firstConfiguration: sweep.first,
        configurations: sweep.count,
        runs: batch.identity.runs,
        locale: rows.locale,
      };
      let summary = headerLine(summaryResource, csvLocale);
      for await (const one of summariseSweep(folder, shape)) {
        summary += sweepSummaryLines(one.configuration, one.rows, csvLocale);
      }
      const key = ['configuration', 'metric', 'level'];
      tables.push([SUMMARY_FILE, await compareTable(folder, { file: SUMMARY_FILE, key, text: summary })]);
    }
    const repeated = { runs: rows.chosen.size, compared: new Map([[RUNS_FILE, compared]]), problems, notes };
    return { repeated, tables, notChecked };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { why: `all rows: this version cannot run the scenario of the manifest: ${error.problems[0]}` };
  }
}

/** The design as it stands in the folder: what each configuration lays over which path. */
interface DesignRead {
  readonly paths: readonly string[];
  readonly settings: ReadonlyMap<number, readonly string[]>;
}

async function readDesign(folder: string): Promise<DesignRead> {
  let paths: string[] | undefined;
  let locale: CsvLocale = 'en';
  const settings = new Map<number, readonly string[]>();
  for await (const line of linesOf(folder, DESIGN_FILE)) {
    if (paths === undefined) {
      locale = localeOfHeader(line);
      paths = csvFields(line, locale).slice(1);
      continue;
    }
    const [configuration, ...values] = csvFields(line, locale);
    settings.set(
      Number(configuration),
      values.map((value) => (locale === 'eu' ? withPoint(value) : value)),
    );
  }
  return { paths: paths ?? [], settings };
}

/** A number with its decimal comma turned; words stay as they are. */
function withPoint(value: string): string {
  return /^-?\d+,\d+(?:e[+-]?\d+)?$/.test(value) ? value.replace(',', '.') : value;
}

/** Repeat the chosen rows, configuration by configuration, and compare them. */
function repeatRows(
  { batch, sweep, rows, host }: SweepCheck,
  design: DesignRead,
  base: Replicator,
): { readonly compared: Compared; readonly notes: string[] } {
  const { identity } = batch;
  const open = openScenario(JSON.stringify(batch.resolvedScenario), { file: 'manifest.json' });
  const seed = expandSeed(identity.seed);
  const header = sweepResources({ paths: [], numeric: [] }, base.metrics)[1].columns.map(({ name }) => name);
  const statusAt = header.indexOf('status');
  const parts: Compared[] = [];
  const notes: string[] = [];
  const inOrder = [...rows.chosen].map(([row, fields]) => ({ ...rowName(batch, row), fields }));
  inOrder.sort((a, b) => (a.configuration ?? 0) - (b.configuration ?? 0) || a.run - b.run);
  let current = -1;
  let again: (run: number) => string = () => '';
  for (const { run, configuration = 0, fields } of inOrder) {
    if (configuration !== current) {
      current = configuration;
      again = repeater(configuration);
    }
    const expected = {
      header,
      fields: csvFields(again(run).trimEnd(), identity.csvLocale),
      locale: identity.csvLocale,
    };
    const found = { header: rows.header, fields, locale: rows.locale };
    if (fields[rows.header.indexOf('status')] === 'timed-out' && expected.fields[statusAt] !== 'timed-out') {
      notes.push(
        `run ${run} of configuration ${configuration} timed out then and not now; how long it takes is up to the machine`,
      );
      continue;
    }
    parts.push(compareLines(found, expected, { file: RUNS_FILE, run, configuration }));
  }
  return { compared: sumCompared(parts.length === 0 ? [NOTHING_COMPARED] : parts), notes };

  /** The line of any run of a configuration. */
  function repeater(configuration: number): (run: number) => string {
    const table = {
      scenario: identity.scenario,
      scenarioHash: '',
      seed: identity.seed,
      metrics: base.metrics,
      locale: identity.csvLocale,
    };
    const failed = (reason: string, hash: string) => (run: number) =>
      sweepRunLine({ ...table, scenarioHash: hash }, configuration, {
        run,
        status: 'failed',
        reason,
        metrics: NO_METRICS,
      });
    let hash = '';
    try {
      const settings = design.settings.get(configuration) ?? [];
      const overrides = design.paths.map((path, p) => {
        const alias = sweep.aliases[settings[p]];
        return `${path}=${alias === undefined ? settings[p] : JSON.stringify(alias)}`;
      });
      const configured = host.engine.configure(open, overrides);
      hash = configured.hash;
      const replicator = createReplicator(host.engine, configured.scenario, 'metrics');
      return (run) =>
        sweepRunLine({ ...table, scenarioHash: hash }, configuration, replicator.attempt(seed, run).result);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return failed(error.problems.join('; '), hash);
    }
  }
}

/** `design.csv` as the manifest's design makes it; `undefined` when the design is that file. */
function designText({ batch, sweep }: SweepCheck): string | undefined {
  if (sweep.design.kind === 'table') return undefined;
  const { paths: _, aliases: __, ...spec } = sweep.design;
  const design = createDesign(spec as unknown as DesignSpec);
  const { csvLocale } = batch.identity;
  let text = headerLine(sweepResources(design, [])[0], csvLocale);
  let configuration = sweep.first;
  for (const settings of configurations(design, sweep.first, sweep.first + sweep.count)) {
    text += designLine(configuration++, settings, csvLocale);
  }
  return text;
}
