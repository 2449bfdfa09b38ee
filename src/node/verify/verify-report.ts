/** Prints what the verification of a results folder found. */

import { basename } from 'node:path';
import { counted, withUnit } from '../../numeric/counted.ts';
import { tableLines } from '../../output/text-table.ts';
import { countWord } from '../../output/words.ts';
import type { VerifyReport } from './verify.ts';
import type { CellDifference } from './verify-rows.ts';

/** Differences that are shown one by one. */
const MAX_REPORTED = 20;
/** The same where another version of the model made the results, so that differences are expected. */
const MAX_REPORTED_EXPECTED = 3;

function differenceLine({ file, run, configuration, where, column, found, expected }: CellDifference): string {
  const place = [
    file,
    ...(run === undefined ? [] : [`run ${run}`]),
    ...(configuration === undefined ? [] : [`configuration ${configuration}`]),
    ...(where === undefined ? [] : [where.trim()]),
  ].join(', ');
  return `  ${place}, ${column}: ${shown(found)} in the folder, ${shown(expected)} when computed again`;
}

function shown(value: string): string {
  return value === '' ? 'empty' : value;
}

/** The last line: what may be concluded. */
function verdict({ isEqual, isSameModel, isRepeated, differences, checks }: VerifyReport): string {
  if (isEqual && isRepeated) return 'Everything that was checked is equal.';
  if (isEqual) return 'What was checked is equal, but no run was repeated.';
  const problems = checks.flatMap((check) => check.problems).length;
  const parts = [
    ...(differences.length === 0
      ? []
      : [`${countWord(differences.length)} ${differences.length === 1 ? 'cell differs' : 'cells differ'}`]),
    ...(problems === 0
      ? []
      : [`${countWord(problems)} ${problems === 1 ? 'fact differs' : 'facts differ'} from the manifest`]),
  ];
  const other = problems === 0 ? '' : '; that does not explain what differs from the manifest';
  const why = isSameModel ? '' : ` Another model made these results, so different cells are expected${other}.`;
  return `Not equal: ${parts.join(', ')}.${why}`;
}

/** The report, line by line. */
export function verifyLines(report: VerifyReport): string[] {
  const { identity, versions, checks, differences, notChecked } = report;
  const { firstRun, runs: count, configurations, isConfigured } = report.stated;
  const unit = report.noun === 'tournament' ? 'matches' : 'runs';
  const runs =
    count === identity.runs
      ? withUnit(countWord(identity.runs), unit)
      : `${unit} ${firstRun} to ${firstRun + count - 1} of ${countWord(identity.runs)}`;
  const each = isConfigured ? `${counted(configurations, 'configuration')} of ` : '';
  const about = `${each}${runs} of ${identity.scenario}, seed ${identity.seed}, model ${identity.modelVersion}, scenario ${identity.scenarioHash}`;
  const problems = checks.flatMap(({ problems }) => problems.map((problem) => `  ${problem}`));
  const shown = report.isSameModel ? MAX_REPORTED : MAX_REPORTED_EXPECTED;
  const more = differences.length - shown;
  return [
    `${basename(report.folder)}: ${about}`,
    ...versions,
    '',
    'Checked:',
    ...tableLines(
      checks.map(({ name, said }) => [`  ${name}`, said]),
      [0, 1],
    ),
    ...(problems.length === 0 ? [] : ['', 'Differs from the manifest:', ...problems]),
    ...(differences.length === 0 ? [] : ['', 'Different:', ...differences.slice(0, shown).map(differenceLine)]),
    ...(more > 0 ? [`  and ${countWord(more)} more; --json lists them all`] : []),
    '',
    'Not checked:',
    ...notChecked.map((line) => `  ${line}`),
    '',
    verdict(report),
  ];
}
