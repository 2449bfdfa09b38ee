/** Dated claims in words: the page that states them, and their scores. */

import { claimMedian, type DatedClaim, type ScoredClaim } from '../experiment/dated-claims.ts';
import { counted } from '../numeric/counted.ts';
import { markdownTable, tableLines } from './text-table.ts';
import { calendarMonth, percentWord, shortNumber } from './words.ts';

const unitWord = ({ series, unit }: DatedClaim): string => (unit === '1' ? series : `${series}, ${unit}`);
const bandWord = ({ quantiles }: DatedClaim, low: number, high: number): string =>
  `${shortNumber(quantiles[low])} to ${shortNumber(quantiles[high])}`;

const HEAD = ['series', 'quarter', 'median', '50 % band', '80 % band', '90 % band'];

function cellsOf(claim: DatedClaim): string[] {
  const median = shortNumber(claimMedian(claim));
  return [unitWord(claim), claim.at, median, bandWord(claim, 2, 4), bandWord(claim, 1, 5), bandWord(claim, 0, 6)];
}

/** The page that states claims in Markdown. */
export function claimsPage(
  claims: readonly DatedClaim[],
  { file, command }: { readonly file: string; readonly command: string },
): string {
  const [{ scenario, scenarioHash, modelVersion, seed, runs, startMonth }] = claims;
  const table = markdownTable([HEAD, ...claims.map(cellsOf)]);
  return [
    `# What ${scenario} claims from ${calendarMonth(startMonth, 0)} on`,
    '',
    `Made by \`${command}\` from what was known in ${calendarMonth(startMonth, 0)}: ${counted(runs, 'run')}, seed ${seed}, model ${modelVersion}, scenario ${scenarioHash}.`,
    `The same figures stand in [${file}](${file}). Neither is changed afterwards, whatever becomes of the model; a later start gets claims of its own.`,
    '',
    'Runs in which a wall is reached count as the others do.',
    'Bands hold what the scenario says is uncertain and no error of observation, so that those of adoption and of the lead time are narrower than what is known.',
    "Series are those of the backtests: cash capex by quarter, bonds of the five, quoted lead time of accelerators at the end of a quarter, annualised revenue of OpenAI and Anthropic, use of AI by US firms in the old wording of the survey, and the vendor's data-centre revenue over that of its quarter from November to January.",
    '',
    '## Claims',
    '',
    ...table,
    '',
    '## What would contradict the model',
    '',
    'A figure outside of its 90 % band contradicts that claim; one in ten does so by chance.',
    'Quarters of one path depend on each other, and the five firms share their causes, so that one miss often brings others.',
    'These would contradict the model as a whole:',
    '',
    `- the capex of all together outside of its 90 % band in two of the four quarters: ${claims
      .filter(({ series }) => series === 'all')
      .map(
        (claim) => `${claim.at} below ${shortNumber(claim.quantiles[0])} or above ${shortNumber(claim.quantiles[6])}`,
      )
      .join('; ')} (USD bn);`,
    '- more than three in ten of all figures outside of their 90 % bands;',
    '- fewer than three in ten inside of their 50 % bands.',
    '',
    `Score them when rows are added to \`data/\`: \`overbuild backtest --claims docs/claims/${file}\`.`,
    '',
  ].join('\n');
}

/** Lines that the command prints. */
export function scoredClaimsLines(claims: readonly ScoredClaim[]): string[] {
  const [{ scenario, scenarioHash, modelVersion, startMonth, runs }] = claims;
  const known = claims.filter(({ observed }) => !Number.isNaN(observed));
  const origin = `${scenario}: claims from ${calendarMonth(startMonth, 0)} on, ${counted(runs, 'run')}, model ${modelVersion}, scenario ${scenarioHash}`;
  if (known.length === 0) {
    return [
      origin,
      '',
      `Of ${claims.length} claims none has a figure on record yet: add rows to data/, or name a folder with --data.`,
    ];
  }
  const share = (most: number): string => percentWord(known.filter(({ band }) => band <= most).length / known.length);
  return [
    origin,
    '',
    ...tableLines(
      [
        ['series', 'quarter', 'on record', 'over median', 'median', '90 % band', 'inside the'],
        ...known.map((claim) => [
          unitWord(claim),
          claim.at,
          shortNumber(claim.observed),
          percentWord(claim.observed / claimMedian(claim) - 1),
          shortNumber(claimMedian(claim)),
          bandWord(claim, 0, 6),
          claim.band === 1 ? 'none' : `${percentWord(claim.band)} band`,
        ]),
      ],
      [0, 1],
    ),
    '',
    `${known.length} of ${claims.length} claims have a figure on record: ${share(0.5)} inside the 50 % band, ${share(0.8)} inside the 80 % band, ${share(0.9)} inside the 90 % band.`,
    ...known
      .filter(({ band }) => band === 1)
      .map(
        (claim) =>
          `Contradicted: ${unitWord(claim)} ${claim.at}, ${shortNumber(claim.observed)} on record, ${bandWord(claim, 0, 6)} claimed at 90 %.`,
      ),
  ];
}
