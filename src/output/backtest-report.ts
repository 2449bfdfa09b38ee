/** Reports a backtest: coverage, errors and scores by series and by quarters ahead, compared with naive forecasts. */

import type { BacktestResult, BacktestRow } from '../experiment/backtest.ts';
import { NAIVE } from '../experiment/naive-forecasts.ts';
import { aboutLine, type StudyAbout } from './about-line.ts';
import { blockLines, markdownTable, type TextBlock } from './text-table.ts';
import { listWord, percentWord, shortNumber } from './words.ts';

export interface BacktestAbout extends StudyAbout {
  readonly startMonth: string;
}

const unitWord = ({ name, unit }: BacktestRow): string => (unit === '1' ? name : `${name}, ${unit}`);

function blocksOf({ rows, noWallShare }: BacktestResult): TextBlock[] {
  const scored = ({ name, model }: BacktestRow, of: BacktestRow['model'] = model): string[] => [
    name,
    String(of.count),
    ...of.coverage.map(percentWord),
    percentWord(of.medianError),
  ];
  const wide = rows.filter(({ isFirm }) => !isFirm);
  const compared = rows.filter((row) => row.naive !== undefined);
  return [
    {
      text: [
        'Values inside the central bands of the runs; recorded value over their median, minus 1; and position of the recorded value in the runs, counted by fifths.',
      ],
      table: [
        ['series', 'values', '50 % band', '80 % band', '90 % band', 'record over median', 'fifths, lowest first'],
        ...rows.map((row) => [unitWord(row), ...scored(row).slice(1), row.model.pit.join(' ')]),
      ],
    },
    {
      text: ['The same by quarters ahead.'],
      table: [
        ['series', 'quarters ahead', 'values', '50 % band', '80 % band', '90 % band', 'record over median', 'CRPS'],
        ...wide.flatMap((row) =>
          row.horizons.map(({ horizon, model }) => {
            const [, ...cells] = scored(row, model);
            return [unitWord(row), String(horizon), ...cells, shortNumber(model.crps)];
          }),
        ),
      ],
    },
    {
      text: [
        'Mean CRPS (less is better) beside naive forecasts of the same values, and how many values their 80 % bands hold.',
      ],
      table: [
        ['series', 'model', ...NAIVE],
        ...rows.map((row) => [
          unitWord(row),
          `${shortNumber(row.model.crps)} (${percentWord(row.model.coverage[1])})`,
          ...NAIVE.map((_, rule) => {
            const score = row.naive?.[rule];
            return score === undefined ? '-' : `${shortNumber(score.crps)} (${percentWord(score.coverage[1])})`;
          }),
        ]),
      ],
    },
    {
      text: [
        ...compared.map(comparisonLine),
        `No wall was reached on record; ${percentWord(noWallShare)} of the runs reached none in these quarters.`,
      ],
    },
  ];
}

/** Which naive forecasts the model loses to on a series. */
function comparisonLine({ name, model, naive = [] }: BacktestRow): string {
  const better = NAIVE.filter((_, rule) => naive[rule].crps < model.crps);
  return better.length === 0
    ? `${name}: the model scores better than every naive forecast.`
    : `${name}: the model loses to ${listWord(better)}.`;
}

/** Lines that the command prints. */
export function backtestLines(result: BacktestResult, about: BacktestAbout): string[] {
  return [aboutLine(about), ...blockLines(blocksOf(result))];
}

/**
 * The section on backtests, one part for each scenario.
 *
 * @param pictures  Folder of the pictures as seen from the page, where they are drawn.
 */
export function backtestSection(
  results: readonly { readonly about: BacktestAbout; readonly result: BacktestResult }[],
  pictures?: string,
): string {
  const [{ about }] = results;
  const names = results.map(({ about: { scenario } }) => scenario).join(' ');
  const parts = results.flatMap(({ about: own, result }) => [
    `### From ${own.startMonth}`,
    '',
    `${aboutLine(own)}.`,
    '',
    ...(pictures === undefined
      ? []
      : [`![Cash capex from ${own.startMonth} on: runs and recorded data](${pictures}/${own.scenario}.png)`, '']),
    ...blocksOf(result).flatMap(({ text, table }) => [
      ...text.map((line) => (table === undefined ? `- ${line}` : line)),
      '',
      ...(table === undefined ? [] : [...markdownTable(table), '']),
    ]),
  ]);
  return [
    '## Backtests',
    '',
    `Made by \`overbuild backtest ${names} --runs ${about.runs} --seed ${about.seed} --page docs/validation.md${pictures === undefined ? '' : ' --charts results/reference --force'}\`.`,
    '',
    'Scenarios that start in the past hold the facts of their date, and their runs are compared with the quarters since.',
    'The rules, and the judgements that name no fact, are those of the baseline and were chosen in 2025 with this record in view: the test is of facts and rules together, and is not blind.',
    'No number of these scenarios rests on a later row of `data/` (test/data.test.ts), but facts that the tables lack, and spreads, are judgements.',
    'Of these the growth that builders believe in, grid additions, core capex, the AI capex of Meta and Oracle, and several spreads were changed after scores had been seen: before, the 80 % bands held 48 % of the values of builders from October 2023 and 52 % from July 2024.',
    'The start of January 2023 was written before it was scored; after one look at its first scores only core capex was lowered, so that month 0 spends what 2022Q4 did.',
    'That core capital expenditure deviates from its trend was added after scores had been seen, too; its size is that of the record up to 2022Q4, before any start. Without it the 80 % bands held 42 %, 53 % and 72 % of the values of builders.',
    "Month 0 of the supply network and the forecast of suppliers were corrected because of the paths of supplier sales in the baseline, not because of scores; the 80 % bands held 51 %, 68 % and 76 % of the values of builders before, and 0 %, 0 % and 75 % of the vendor's revenue.",
    'The scores are therefore in part fitted, and what they say of a start that nobody has scored yet is less.',
    "Naive forecasts are the last value; the last year's growth; the log-linear trend of eight quarters; and the mean of the three in logs.",
    'Their bands are the errors that the same rule made on the quarters before the start, at the same horizon.',
    'CRPS is the continuous ranked probability score over different members of a sample: the mean absolute error of a forecast, less what its own width explains.',
    "The vendor's data-centre revenue is scored over its first fiscal quarter after the start, which the naive forecasts know too, and packaging capacity over the first figure on record: the model's makers are more than the vendor, so that levels do not compare.",
    'A recorded range, such as a lead time of 36 to 52 weeks, is scored at its middle. Bonds of the builders have no recorded quarter that is not late.',
    'Quarters of one path depend on each other: a handful of values per builder is weak evidence.',
    '',
    ...parts,
  ].join('\n');
}
