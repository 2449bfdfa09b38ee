/** The verbs of the command line; the code of one is loaded only when it is called. */

import type { Command } from './command.ts';

export interface Verb {
  readonly name: string;
  /** Name and positionals in yargs notation. */
  readonly usage: string;
  readonly summary: string;
  load(): Promise<Command>;
}

export const VERBS: readonly Verb[] = [
  {
    name: 'run',
    usage: 'run [scenario]',
    summary: 'Simulate one run and print it quarter by quarter',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  {
    name: 'batch',
    usage: 'batch [scenario]',
    summary: 'Simulate a scenario many times into a results folder',
    load: async () => (await import('./commands/batch.ts')).batchCommand,
  },
  {
    name: 'sweep',
    usage: 'sweep [scenario]',
    summary: 'Simulate a scenario under many configurations with common random numbers',
    load: async () => (await import('./commands/sweep.ts')).sweepCommand,
  },
  {
    name: 'merge',
    usage: 'merge <folder..>',
    summary: 'Join the shards of a sweep or a batch',
    load: async () => (await import('./commands/merge.ts')).mergeCommand,
  },
  {
    name: 'compare',
    usage: 'compare <scenario..>',
    summary: 'Compare scenarios with common random numbers',
    load: async () => (await import('./commands/compare.ts')).compareCommand,
  },
  {
    name: 'explain',
    usage: 'explain [source]',
    summary: 'Explain one run: the causes of its wall, and the consequences',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    name: 'verify',
    usage: 'verify <results>',
    summary: 'Repeat rows of a results folder and compare them bit for bit',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'attribute',
    usage: 'attribute [scenario]',
    summary: 'Attribute an outcome to mechanisms',
    load: async () => (await import('./commands/attribute.ts')).attributeCommand,
  },
  {
    name: 'sensitivity',
    usage: 'sensitivity <folder>',
    summary: 'Rank uncertain numbers by their share of the variance of an outcome',
    load: async () => (await import('./commands/sensitivity.ts')).sensitivityCommand,
  },
  {
    name: 'discover',
    usage: 'discover <folder>',
    summary: 'Find the ranges of inputs in which an outcome occurs',
    load: async () => (await import('./commands/discover.ts')).discoverCommand,
  },
  {
    name: 'solve',
    usage: 'solve [scenario]',
    summary: 'Find the value of a number at which an outcome meets a target',
    load: async () => (await import('./commands/solve.ts')).solveCommand,
  },
  {
    name: 'chart',
    usage: 'chart <folder>',
    summary: 'Draw the charts of a results folder',
    load: async () => (await import('./commands/chart.ts')).chartCommand,
  },
  {
    name: 'report',
    usage: 'report <folder>',
    summary: 'Write one page with the results of a batch',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  {
    name: 'studio',
    usage: 'studio',
    summary: 'Open the model in the browser: change an assumption, pull a lever, replay a run, play a builder',
    load: async () => (await import('./commands/studio.ts')).studioCommand,
  },
  {
    name: 'query',
    usage: 'query [sql] [folder..]',
    summary: 'Query results folders in SQL',
    load: async () => (await import('./commands/query.ts')).queryCommand,
  },
  {
    name: 'export',
    usage: 'export <results>',
    summary: 'Write the tables of a results folder for a spreadsheet',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    name: 'doctor',
    usage: 'doctor',
    summary: 'Check this installation: reference results, threads, SQL, pictures',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  {
    name: 'validate',
    usage: 'validate <file..>',
    summary: 'Check scenario files and report every problem with its position',
    load: async () => (await import('./commands/validate.ts')).validateCommand,
  },
  {
    name: 'scenario',
    usage: 'scenario <action> [name..]',
    summary: 'List, show, describe and compare scenarios',
    load: async () => (await import('./commands/scenario.ts')).scenarioCommand,
  },
  {
    name: 'tournament',
    usage: 'tournament [scenario]',
    summary: 'Play strategies against each other',
    load: async () => (await import('./commands/tournament.ts')).tournamentCommand,
  },
  {
    name: 'dilemma',
    usage: 'dilemma [scenario]',
    summary: "Test for a prisoner's dilemma",
    load: async () => (await import('./commands/dilemma.ts')).dilemmaCommand,
  },
  {
    name: 'equilibrium',
    usage: 'equilibrium [scenario] [traced]',
    summary: 'Find equilibria of the economy, of a plain game, or of a table of payoffs',
    load: async () => (await import('./commands/equilibrium.ts')).equilibriumCommand,
  },
  {
    name: 'best-reply',
    usage: 'best-reply <strategy> [scenario]',
    summary: 'Search for the best reply to a profile of strategies',
    load: async () => (await import('./commands/best-reply.ts')).bestReplyCommand,
  },
  {
    name: 'fragility',
    usage: 'fragility [scenario]',
    summary: 'Measure loop gain, losses by size of shock, and the price of anarchy',
    load: async () => (await import('./commands/fragility.ts')).fragilityCommand,
  },
  {
    name: 'slowdown',
    usage: 'slowdown [scenario]',
    summary: "Slow the growth of builders' orders and measure losses of each tier",
    load: async () => (await import('./commands/slowdown.ts')).slowdownCommand,
  },
  {
    name: 'claims',
    usage: 'claims [scenario]',
    summary: 'Test each claim of the argument and judge its effect',
    load: async () => (await import('./commands/claims.ts')).claimsCommand,
  },
  {
    name: 'patterns',
    usage: 'patterns [scenario]',
    summary: 'Compare the model with historical patterns',
    load: async () => (await import('./commands/patterns.ts')).patternsCommand,
  },
  {
    name: 'backtest',
    usage: 'backtest [scenario..]',
    summary: 'Score forecasts from past start dates on later data',
    load: async () => (await import('./commands/backtest.ts')).backtestCommand,
  },
  {
    name: 'calibrate',
    usage: 'calibrate <scenario>',
    summary: 'Fit uncertain numbers to a record, and say which of them it cannot tell',
    load: async () => (await import('./commands/calibrate.ts')).calibrateCommand,
  },
  {
    name: 'status',
    usage: 'status <folder..>',
    summary: 'How far experiments and their shards are, and the commands still to run',
    load: async () => (await import('./commands/status.ts')).statusCommand,
  },
  {
    name: 'worker',
    usage: 'worker',
    summary: 'Simulate for experiments that run elsewhere with --queue',
    load: async () => (await import('./commands/worker.ts')).workerCommand,
  },
  {
    name: 'strategy',
    usage: 'strategy <action> [strategy..]',
    summary: 'List strategies, write your own and check it',
    load: async () => (await import('./commands/strategy.ts')).strategyCommand,
  },
  {
    name: 'columns',
    usage: 'columns [name]',
    summary: 'Explain every column of the results',
    load: async () => (await import('./commands/columns.ts')).columnsCommand,
  },
];

/** A command of the parser itself: it prints a script for a shell. */
export const COMPLETION = 'completion';

export function findVerb(name: string): Verb | undefined {
  return VERBS.find((verb) => verb.name === name);
}
