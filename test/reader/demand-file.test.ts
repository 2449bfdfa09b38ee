/** Demand from a CSV file that a scenario names: what is read, in which order, and what is refused with its place. */

import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/reader/parse.ts';
import { ScenarioError } from '../../src/scenario/errors.ts';
import type { SupplyRun } from '../../src/scenario/supply-run.ts';

const NAMED = '{ kind: csv, file: demand.csv }';
const CSV = 'month,demand,retail\n2025-11,100,7\n2025-12,120.5,8\n2026-01,90,9\n';

const yaml = (process: string): string => `schemaVersion: 1
kind: supply
startMonth: 2025-11
horizonMonths: 4
demandProcess:
  - { id: shops, nodes: [depot], process: ${process} }
supply:
  policy: { kind: order-up-to, protectionMonths: 2 }
  forecast: { kind: exponential, weight: 0.3 }
  nodes: [{ id: depot, leadMonths: 1 }]
`;

type Files = Readonly<Record<string, string>>;

function read(process: string, files: Files, overlays: readonly string[] = []) {
  return parseScenario(yaml(process), {
    file: 'net.yaml',
    overlays,
    load: (name) => (Object.hasOwn(files, name) ? { file: name, text: files[name] } : undefined),
  });
}

function demandOf(process: string, files: Files, overlays: readonly string[] = []) {
  return (read(process, files, overlays).scenario as SupplyRun).demandProcess[0].process;
}

function problems(process: string, files: Files): readonly string[] {
  try {
    read(process, files);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

describe('demand from a file', () => {
  it('is a list of months with its source, in the scenario that is stored with results', () => {
    expect(demandOf(NAMED, { 'demand.csv': CSV })).toEqual({ kind: 'list', mwPerMonth: [100, 120.5, 90] });
    const { evidence } = read(NAMED, { 'demand.csv': CSV });
    expect(evidence.get('demandProcess[shops].process.mwPerMonth[1]')).toEqual({
      evidence: 'reported',
      source: 'demand.csv',
      row: '2025-12',
    });
  });

  it('is read as spreadsheets write it: other columns, semicolons, decimal commas, tabs, days, a byte order mark', () => {
    expect(demandOf('{ kind: csv, file: demand.csv, column: retail }', { 'demand.csv': CSV })).toMatchObject({
      mwPerMonth: [7, 8, 9],
    });
    const european = '\uFEFF"month";"demand"\r\n2025-11-01;100,5\r\n2025-12-01;-0\r\n\r\n';
    expect(demandOf(NAMED, { 'demand.csv': european })).toMatchObject({ mwPerMonth: [100.5, 0] });
    const noted = 'month,note,shops,demand\n2025-11,"rain, ""snow""",7,100\n2025-12,,8,90\n';
    expect(demandOf(NAMED, { 'demand.csv': noted })).toMatchObject({ mwPerMonth: [100, 90] });
    expect(demandOf(NAMED, { 'demand.csv': 'demand\tmonth\n3\t0\n4\t1\n' })).toMatchObject({ mwPerMonth: [3, 4] });
  });

  it('may come from an overlay in place of that of the scenario, whose start no longer counts', () => {
    const overlay = 'demandProcess:\n  - { id: shops, process: { kind: csv, file: high.csv } }\n';
    const files = { 'demand.csv': 'month,demand\n2020-01,1\n', 'high.csv': CSV, 'high.yaml': overlay };
    expect(demandOf(NAMED, files, ['high.yaml'])).toMatchObject({ mwPerMonth: [100, 120.5, 90] });
  });

  it.each<[what: string, text: string | undefined, problem: string]>([
    ['a file that is not there', undefined, 'net.yaml:6:56: there is no file demand.csv'],
    ['an empty file', '', 'demand.csv:1:1: expected a header with the columns month and demand; the file is empty'],
    [
      'another header',
      'month,demnd\n2025-11,1\n',
      'demand.csv:1:1: expected a header with the columns month and demand; found month, demnd',
    ],
    [
      'a header alone',
      'month,demand\n',
      'demand.csv:1:1: expected a line for every month below the header, found none',
    ],
    ['no number', CSV.replace('120.5', '12x'), 'demand.csv:3:9: expected the demand of 2025-12, a number, got "12x"'],
    [
      'a number in hexadecimal',
      CSV.replace('120.5', '0x10'),
      'demand.csv:3:9: expected the demand of 2025-12, a number, got "0x10"',
    ],
    [
      'a point beside decimal commas, which can only separate thousands',
      'month;demand\n2025-11;1.500\n2025-12;90,5\n',
      'demand.csv:2:9: expected the demand of 2025-11, a number, got "1.500"; other lines have a decimal comma: write every number with it, and no point',
    ],
    ['an empty cell', CSV.replace('120.5', ''), 'demand.csv:3:9: expected the demand of 2025-12, a number, got ""'],
    ['a short line', 'month,demand\n2025-11\n', 'demand.csv:2:1: expected the demand of 2025-11, a number, got ""'],
    [
      'a missing month',
      CSV.replace('2025-12,120.5,8\n', ''),
      'demand.csv:3:1: expected 2025-12 after 2025-11, got 2026-01: one line for each month, in order',
    ],
    [
      'no month',
      'month,demand\nNov 25,5\n',
      'demand.csv:2:1: expected a month such as 2025-10, or a whole number from 0, got "Nov 25"',
    ],
    [
      'months from 1',
      'month,demand\n1,5\n2,6\n',
      'demand.csv:2:1: expected months from 0, or dates such as 2025-10, got 1',
    ],
    [
      'another start',
      'month,demand\n2025-10,5\n',
      'demand.csv:2:1: the first month is 2025-10, and the scenario starts in 2025-11: give it startMonth: 2025-10, or the file the months from there',
    ],
    [
      'less than nothing',
      CSV.replace('120.5', '-1'),
      'demand.csv:3:9 demandProcess[shops].process.mwPerMonth[1]: expected a number >= 0 (MW/month), got -1',
    ],
  ])('refuses %s, saying where', (_what, text, problem) => {
    expect(problems(NAMED, text === undefined ? {} : { 'demand.csv': text })).toEqual([problem]);
  });

  it('may be given by --set as a whole process, and is then read beside the user', () => {
    const text = yaml('{ kind: constant, mwPerMonth: 5 }');
    const set = (value: string) => ({
      file: 'net.yaml',
      overrides: [`demandProcess[shops].process${value}`],
      load: (name: string) => (name === 'demand.csv' ? { file: name, text: CSV } : undefined),
    });
    const { scenario } = parseScenario(text, set(`=${NAMED}`));
    expect(scenario).toEqual(parseScenario(yaml(NAMED), { file: 'net.yaml', load: set('').load }).scenario);
    expect(() => parseScenario(text, set('={kind: csv, file: none.csv}'))).toThrow(/there is no file none\.csv$/);
    expect(() => parseScenario(text, set('.kind=csv'))).toThrow('demandProcess[shops].process.file: missing');
  });
});
