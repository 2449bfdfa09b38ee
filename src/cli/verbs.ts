/** The verbs of the command line; the code of one is loaded only when it is called. */

import type { Command } from './command.ts';

export interface Verb {
  readonly name: string;
  /** Name and positionals in yargs notation. */
  readonly usage: string;
  readonly summary: string;
  load(): Promise<{ readonly command: Command }>;
}

function verb(usage: string, summary: string, load: Verb['load']): Verb {
  return { name: usage.split(' ')[0], usage, summary, load };
}

export const VERBS: readonly Verb[] = [
  verb('run [scenario]', 'Simulate one run and print it quarter by quarter', () => import('./commands/run.ts')),
  verb('batch [scenario]', 'Simulate a scenario many times into a results folder', () => import('./commands/batch.ts')),
  verb(
    'sweep [scenario]',
    'Simulate a scenario under many configurations with common random numbers',
    () => import('./commands/sweep.ts'),
  ),
  verb('merge <folder..>', 'Join the shards of a sweep or a batch', () => import('./commands/merge.ts')),
  verb('compare <scenario..>', 'Compare scenarios with common random numbers', () => import('./commands/compare.ts')),
  verb(
    'explain [source]',
    'Explain one run: the causes of its wall, and the consequences',
    () => import('./commands/explain.ts'),
  ),
  verb(
    'verify <results>',
    'Repeat rows of a results folder and compare them bit for bit',
    () => import('./commands/verify.ts'),
  ),
  verb('attribute [scenario]', 'Attribute an outcome to mechanisms', () => import('./commands/attribute.ts')),
  verb(
    'sensitivity <folder>',
    'Rank uncertain numbers by their share of the variance of an outcome',
    () => import('./commands/sensitivity.ts'),
  ),
  verb(
    'discover <folder>',
    'Find the ranges of inputs in which an outcome occurs',
    () => import('./commands/discover.ts'),
  ),
  verb(
    'solve [scenario]',
    'Find the value of a number at which an outcome meets a target',
    () => import('./commands/solve.ts'),
  ),
  verb('chart <folder>', 'Draw the charts of a results folder', () => import('./commands/chart.ts')),
  verb('report <folder>', 'Write one page with the results of a batch', () => import('./commands/report.ts')),
  verb(
    'studio',
    'Open the model in the browser: change an assumption, pull a lever, replay a run, play a builder',
    () => import('./commands/studio.ts'),
  ),
  verb('query [sql] [folder..]', 'Query results folders in SQL', () => import('./commands/query.ts')),
  verb(
    'export <results>',
    'Write the tables of a results folder for a spreadsheet',
    () => import('./commands/export.ts'),
  ),
  verb(
    'doctor',
    'Check this installation: reference results, threads, SQL, pictures',
    () => import('./commands/doctor.ts'),
  ),
  verb(
    'validate <file..>',
    'Check scenario files and report every problem with its position',
    () => import('./commands/validate.ts'),
  ),
  verb(
    'scenario <action> [name..]',
    'List, show, describe and compare scenarios',
    () => import('./commands/scenario.ts'),
  ),
  verb('tournament [scenario]', 'Play strategies against each other', () => import('./commands/tournament.ts')),
  verb('dilemma [scenario]', "Test for a prisoner's dilemma", () => import('./commands/dilemma.ts')),
  verb(
    'equilibrium [scenario] [traced]',
    'Find equilibria of the economy, of a plain game, or of a table of payoffs',
    () => import('./commands/equilibrium.ts'),
  ),
  verb(
    'best-reply <strategy> [scenario]',
    'Search for the best reply to a profile of strategies',
    () => import('./commands/best-reply.ts'),
  ),
  verb(
    'fragility [scenario]',
    'Measure loop gain, losses by size of shock, and the cost of racing',
    () => import('./commands/fragility.ts'),
  ),
  verb(
    'slowdown [scenario]',
    "Slow the growth of builders' orders and measure losses of each tier",
    () => import('./commands/slowdown.ts'),
  ),
  verb(
    'claims [scenario]',
    'Test each claim of the argument and judge its effect',
    () => import('./commands/claims.ts'),
  ),
  verb('patterns [scenario]', 'Compare the model with historical patterns', () => import('./commands/patterns.ts')),
  verb(
    'backtest [scenario..]',
    'Score forecasts from past start dates on later data',
    () => import('./commands/backtest.ts'),
  ),
  verb(
    'calibrate <scenario>',
    'Fit uncertain numbers to a record, and say which of them it cannot identify',
    () => import('./commands/calibrate.ts'),
  ),
  verb(
    'status <folder..>',
    'How far experiments and their shards are, and the commands still to run',
    () => import('./commands/status.ts'),
  ),
  verb('worker', 'Simulate for experiments that run elsewhere with --queue', () => import('./commands/worker.ts')),
  verb(
    'strategy <action> [strategy..]',
    'List strategies, write your own and check it',
    () => import('./commands/strategy.ts'),
  ),
  verb('columns [name]', 'Explain every column of the results', () => import('./commands/columns.ts')),
];

/** A command of the parser itself: it prints a script for a shell. */
export const COMPLETION = 'completion';

export function findVerb(name: string): Verb | undefined {
  return VERBS.find((verb) => verb.name === name);
}
