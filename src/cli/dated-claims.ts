/** `overbuild backtest --write-claims` and `--claims`: bands for quarters to come, and how they fared. */

import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import {
  CLAIMS_COLUMNS,
  claimCells,
  claimPlaces,
  makeClaims,
  readClaims,
  scoreClaims,
} from '../experiment/dated-claims.ts';
import type { RecordTables } from '../experiment/record-tables.ts';
import { measuredSeries } from '../experiment/recorded-series.ts';
import { withFileErrors } from '../node/files/file-errors.ts';
import { makeFolder } from '../node/files/make-folder.ts';
import { readText } from '../node/files/read-text.ts';
import { tableText } from '../output/csv.ts';
import { claimsPage, scoredClaimsLines } from '../output/dated-claims-report.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './arguments.ts';
import { INTERRUPTED } from './command.ts';
import { openDated, readRuns } from './dated-runs.ts';
import { readLocale } from './job-options.ts';
import { type Io, print, printResult } from './io.ts';

const RUNS = 1000;

/** Write the claims of one scenario as a table, and as a page beside it; neither is ever overwritten. */
export async function writeClaims(file: string, tables: RecordTables, args: Arguments, io: Io): Promise<number> {
  const [reference, ...others] = args.list('scenario');
  if (others.length > 0 || !file.endsWith('.csv')) {
    throw new UsageError(['--write-claims: name one scenario and a file such as docs/claims/2025-10.csv']);
  }
  const path = resolve(io.cwd, file);
  const page = path.replace(/csv$/, 'md');
  const there = [path, page].filter((one) => existsSync(one));
  if (there.length > 0)
    throw new UsageError([`${there.join(', ')}: claims are there and are never rewritten; name another file`]);
  const dated = openDated(reference, args, io, RUNS);
  const places = claimPlaces(measuredSeries(tables, dated.measured), dated.measured.startMonth);
  const months = 1 + Math.max(...places.map(({ month }) => month));
  const short = { ...dated, scenario: { ...dated.scenario, horizonMonths: months } };
  const runs = await readRuns(short, io, (trace) => places.map(({ series, month }) => series.at(trace, month)));
  if (runs === undefined) {
    io.stderr.write('Interrupted; the same command starts again from its beginning.\n');
    return INTERRUPTED;
  }
  const claims = makeClaims(places, runs, dated.origin);
  await withFileErrors(`Writing ${file}`, async () => {
    await makeFolder(dirname(path));
    writeFileSync(path, tableText(CLAIMS_COLUMNS, claims.map(claimCells), readLocale(args)));
    writeFileSync(page, claimsPage(claims, { file: basename(file), command: args.commandLine }));
  });
  print(io, file);
  print(io, file.replace(/csv$/, 'md'));
  return 0;
}

/** Score claims by the record, late rows included. */
export function printScoredClaims(file: string, tables: RecordTables, args: Arguments, io: Io): number {
  const claims = readClaims(readText(resolve(io.cwd, file.replace(/md$/, 'csv')), file), file);
  const { startMonth } = claims[0];
  const names = [...new Set(claims.map(({ series }) => series))];
  // Builders come first, then all of them together, which is on record only when each of them is.
  const firmIds = names.slice(0, Math.max(0, names.indexOf('all')) || names.length);
  const measured = { startMonth, firmIds, nodeIds: ['accelerator'] };
  const series = measuredSeries({ ...tables, withLate: true }, measured, firmIds);
  const scored = scoreClaims(claims, series);
  printResult(io, args, scored, scoredClaimsLines(scored));
  return 0;
}
