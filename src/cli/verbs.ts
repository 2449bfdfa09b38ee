/** The verbs of the command line; the code of one is loaded only when it is called. */

import type { Command } from './command.ts';

export interface Verb {
  readonly name: string;
  /** Name and positionals in yargs notation. */
  readonly usage: string;
  readonly summary: string;
  load(): Promise<Command>;
}

function verb(usage: string, summary: string, load: Verb['load']): Verb {
  return { name: usage.split(' ')[0], usage, summary, load };
}

export const VERBS: readonly Verb[] = [
  verb(
    'run [scenario]',
    'Simulate one run and print it quarter by quarter',
    async () => (await import('./commands/run.ts')).runCommand,
  ),
  verb(
    'batch [scenario]',
    'Simulate a scenario many times into a results folder',
    async () => (await import('./commands/batch.ts')).batchCommand,
  ),
  verb(
    'sweep [scenario]',
    'Simulate a scenario under many configurations with common random numbers',
    async () => (await import('./commands/sweep.ts')).sweepCommand,
  ),
  verb(
    'merge <folder..>',
    'Join the shards of a sweep or a batch',
    async () => (await import('./commands/merge.ts')).mergeCommand,
  ),
  verb(
    'compare <scenario..>',
    'Compare scenarios with common random numbers',
    async () => (await import('./commands/compare.ts')).compareCommand,
  ),
  verb(
    'explain [source]',
    'Explain one run: the causes of its wall, and the consequences',
    async () => (await import('./commands/explain.ts')).explainCommand,
  ),
  verb(
    'verify <results>',
    'Repeat rows of a results folder and compare them bit for bit',
    async () => (await import('./commands/verify.ts')).verifyCommand,
  ),
  verb(
    'attribute [scenario]',
    'Attribute an outcome to mechanisms',
    async () => (await import('./commands/attribute.ts')).attributeCommand,
  ),
  verb(
    'sensitivity <folder>',
    'Rank uncertain numbers by their share of the variance of an outcome',
    async () => (await import('./commands/sensitivity.ts')).sensitivityCommand,
  ),
  verb(
    'discover <folder>',
    'Find the ranges of inputs in which an outcome occurs',
    async () => (await import('./commands/discover.ts')).discoverCommand,
  ),
  verb(
    'solve [scenario]',
    'Find the value of a number at which an outcome meets a target',
    async () => (await import('./commands/solve.ts')).solveCommand,
  ),
  verb(
    'chart <folder>',
    'Draw the charts of a results folder',
    async () => (await import('./commands/chart.ts')).chartCommand,
  ),
  verb(
    'report <folder>',
    'Write one page with the results of a batch',
    async () => (await import('./commands/report.ts')).reportCommand,
  ),
  verb(
    'studio',
    'Open the model in the browser: change an assumption, pull a lever, replay a run, play a builder',
    async () => (await import('./commands/studio.ts')).studioCommand,
  ),
  verb(
    'query [sql] [folder..]',
    'Query results folders in SQL',
    async () => (await import('./commands/query.ts')).queryCommand,
  ),
  verb(
    'export <results>',
    'Write the tables of a results folder for a spreadsheet',
    async () => (await import('./commands/export.ts')).exportCommand,
  ),
  verb(
    'doctor',
    'Check this installation: reference results, threads, SQL, pictures',
    async () => (await import('./commands/doctor.ts')).doctorCommand,
  ),
  verb(
    'validate <file..>',
    'Check scenario files and report every problem with its position',
    async () => (await import('./commands/validate.ts')).validateCommand,
  ),
  verb(
    'scenario <action> [name..]',
    'List, show, describe and compare scenarios',
    async () => (await import('./commands/scenario.ts')).scenarioCommand,
  ),
  verb(
    'tournament [scenario]',
    'Play strategies against each other',
    async () => (await import('./commands/tournament.ts')).tournamentCommand,
  ),
  verb(
    'dilemma [scenario]',
    "Test for a prisoner's dilemma",
    async () => (await import('./commands/dilemma.ts')).dilemmaCommand,
  ),
  verb(
    'equilibrium [scenario] [traced]',
    'Find equilibria of the economy, of a plain game, or of a table of payoffs',
    async () => (await import('./commands/equilibrium.ts')).equilibriumCommand,
  ),
  verb(
    'best-reply <strategy> [scenario]',
    'Search for the best reply to a profile of strategies',
    async () => (await import('./commands/best-reply.ts')).bestReplyCommand,
  ),
  verb(
    'fragility [scenario]',
    'Measure loop gain, losses by size of shock, and the cost of racing',
    async () => (await import('./commands/fragility.ts')).fragilityCommand,
  ),
  verb(
    'slowdown [scenario]',
    "Slow the growth of builders' orders and measure losses of each tier",
    async () => (await import('./commands/slowdown.ts')).slowdownCommand,
  ),
  verb(
    'claims [scenario]',
    'Test each claim of the argument and judge its effect',
    async () => (await import('./commands/claims.ts')).claimsCommand,
  ),
  verb(
    'patterns [scenario]',
    'Compare the model with historical patterns',
    async () => (await import('./commands/patterns.ts')).patternsCommand,
  ),
  verb(
    'backtest [scenario..]',
    'Score forecasts from past start dates on later data',
    async () => (await import('./commands/backtest.ts')).backtestCommand,
  ),
  verb(
    'calibrate <scenario>',
    'Fit uncertain numbers to a record, and say which of them it cannot identify',
    async () => (await import('./commands/calibrate.ts')).calibrateCommand,
  ),
  verb(
    'status <folder..>',
    'How far experiments and their shards are, and the commands still to run',
    async () => (await import('./commands/status.ts')).statusCommand,
  ),
  verb(
    'worker',
    'Simulate for experiments that run elsewhere with --queue',
    async () => (await import('./commands/worker.ts')).workerCommand,
  ),
  verb(
    'strategy <action> [strategy..]',
    'List strategies, write your own and check it',
    async () => (await import('./commands/strategy.ts')).strategyCommand,
  ),
  verb(
    'columns [name]',
    'Explain every column of the results',
    async () => (await import('./commands/columns.ts')).columnsCommand,
  ),
];

/** A command of the parser itself: it prints a script for a shell. */
export const COMPLETION = 'completion';

export function findVerb(name: string): Verb | undefined {
  return VERBS.find((verb) => verb.name === name);
}
