/** Lists the evidence of the numbers of a scenario, so that a reader sees which are only assumed. */

import { withUnit } from '../numeric/counted.ts';
import { goodsIn } from '../columns/column.ts';
import { EVIDENCE_KINDS, type Evidence } from './evidence.ts';
import { numericLeaves } from './leaves.ts';
import type { Schema } from './schema-walk.ts';
import { spreadsOf, spreadWords } from '../scenario/spread.ts';

/** A number with its evidence. */
export interface RatedNumber {
  readonly path: string;
  readonly value: number;
  readonly unit: string;
  readonly description: string;
  /** `none` for a bare number or a default of the schema. */
  readonly evidence: Evidence['evidence'] | 'none';
  readonly source: string;
  /** The law from which each run draws it; empty for a certain number. */
  readonly spread: string;
}

/** Every number of a scenario with its evidence. */
export function numbersOf(scenario: object, evidence: ReadonlyMap<string, Evidence>, schema: Schema): RatedNumber[] {
  const spreads = new Map(spreadsOf(scenario));
  const goodsUnit = 'goodsUnit' in scenario && typeof scenario.goodsUnit === 'string' ? scenario.goodsUnit : undefined;
  return numericLeaves(scenario, schema).map(({ path, value, facts }) => {
    const known = evidence.get(path);
    const spread = spreads.get(path);
    const row = known?.row === undefined ? '' : `, row ${known.row}`;
    return {
      path,
      value,
      unit: goodsIn(facts?.unit ?? '', goodsUnit),
      description: facts?.description ?? '',
      evidence: known?.evidence ?? 'none',
      source: `${known?.source ?? ''}${row}`,
      spread: spread === undefined ? '' : spreadWords(spread),
    };
  });
}

/** A count for each kind of evidence, the uncertain numbers, then those without a source, one per line. */
export function assumptionsReport(numbers: readonly RatedNumber[]): string {
  const kinds = [...Object.keys(EVIDENCE_KINDS), 'none'];
  const counts = kinds.map((kind) => `${numbers.filter((number) => number.evidence === kind).length} ${kind}`);
  const weak = numbers.filter((number) => number.evidence === 'assumed' || number.evidence === 'none');
  const rows = weak.map((number) => [number.path, valueWord(number), number.evidence, number.source]);
  const uncertain = uncertainLines(numbers);
  const drawn = uncertain.length === 0 ? [] : ['Drawn for each run:', ...uncertain, '', 'Without a source:'];
  return [`${numbers.length} numbers: ${counts.join(', ')}.`, '', ...drawn, ...aligned(rows)].join('\n');
}

/** The uncertain numbers with their laws, one a line. */
export function uncertainLines(numbers: readonly RatedNumber[]): string[] {
  const uncertain = numbers.filter(({ spread }) => spread !== '');
  return aligned(uncertain.map((number) => [number.path, valueWord(number), number.spread, number.evidence]));
}

function valueWord({ value, unit }: RatedNumber): string {
  return unit === '' || unit === '1' ? String(value) : withUnit(String(value), unit);
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
