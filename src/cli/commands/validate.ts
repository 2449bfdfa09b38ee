/** `overbuild validate <file..>`: checks scenario files, overlays and overrides without running them. */

import { isOverlay } from '../../node/scenario-files.ts';
import { validateScenario } from '../../node/strategies/user-strategies.ts';
import { numbersOf, uncertainLines } from '../../reader/assumptions.ts';
import { UserError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import type { Command } from '../command.ts';
import { supplyNotes } from '../../output/supply-notes.ts';
import { print, printJson } from '../io.ts';
import { needed, shared } from '../options.ts';

/** Base of an overlay that is given alone. */
const DEFAULT_BASE = 'baseline';

interface Verdict {
  readonly file: string;
  readonly parsed?: ParsedScenario;
  readonly base?: string;
  readonly problems: readonly string[];
}

export const command: Command = {
  places: {
    file: {
      ...needed('Scenario, overlay, or base.yaml+overlay.yaml; bare names are looked for in scenarios/'),
      array: true,
    },
  },
  options: {
    ...shared('json', 'set'),
  },
  examples: {
    'validate my.yaml': 'Report every problem of a file, with line and column',
    'validate baseline+grid-ahead': 'Check a scenario with an overlay',
  },

  async run(args, io) {
    const overrides = args.list('set');
    const verdicts: Verdict[] = [];
    for (const file of args.list('file')) verdicts.push(await judge(file, overrides, io.cwd));
    if (args.isOn('json')) {
      const rows = verdicts.map(({ file, parsed, problems }) => ({
        file,
        valid: parsed !== undefined,
        ...(parsed === undefined ? {} : { hash: scenarioHash(parsed.scenario) }),
        problems,
        ...(parsed === undefined ? {} : { notes: supplyNotes(parsed, overrides) }),
      }));
      printJson(io, rows);
    } else {
      for (const verdict of verdicts) {
        if (verdict.parsed === undefined) continue;
        print(io, praise(verdict, verdict.parsed));
        for (const note of supplyNotes(verdict.parsed, overrides)) print(io, `  note: ${note}`);
      }
      // Files that extend the same broken base repeat its problems.
      const problems = new Set(verdicts.flatMap((verdict) => verdict.problems));
      for (const problem of problems) io.stderr.write(`${problem}\n`);
      if (problems.size > 1) io.stderr.write(`${problems.size} problems\n`);
    }
    return verdicts.every((verdict) => verdict.problems.length === 0) ? 0 : 2;
  },
};

async function judge(file: string, overrides: readonly string[], cwd: string): Promise<Verdict> {
  let base: string | undefined;
  try {
    base = isOverlay(file, cwd) ? DEFAULT_BASE : undefined;
    const parsed = await validateScenario(base === undefined ? file : `${base}+${file}`, { cwd, overrides });
    return { file, parsed, problems: [], ...(base === undefined ? {} : { base }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (base === undefined) return { file, problems: error.problems };
    const advice = `${file}: an overlay alone; check it with the scenario that it changes: overbuild validate <base>+${file} (${base} is taken where none is given, and does not fit)`;
    // Items that lack keys are those of another base: what they lack says nothing.
    const problems = error.problems.filter((problem) => !/: missing; add it|keys are missing/.test(problem));
    return { file, problems: [advice, ...problems] };
  }
}

function praise({ file, base }: Verdict, parsed: ParsedScenario): string {
  const as = base === undefined ? '' : ` as an overlay of ${base}`;
  const praised = `${file} is valid${as} (hash ${scenarioHash(parsed.scenario)})`;
  const uncertain = uncertainLines(numbersOf(parsed.scenario, parsed.evidence, ScenarioSchema));
  if (uncertain.length === 0) return praised;
  return [`${praised}; each run draws`, ...uncertain.map((line) => `  ${line}`)].join('\n');
}
