/** `overbuild equilibrium trace`: the equilibria of a scenario as one of its numbers changes. */

import { join } from 'node:path';
import { traceBends } from '../equilibrium/trace-bends.ts';
import { type Found, searchEquilibria, searchIdentity } from '../node/experiments/equilibrium.ts';
import { designFolderName } from '../node/files/results-folder.ts';
import { differInEquilibria, traceLines } from '../output/equilibrium-trace-report.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './arguments.ts';
import { type Io, printResult } from './io.ts';
import { readLocale, readPlace, shownFolder, reportInterrupted, reportWritten } from './job-options.ts';
import { readSearch } from './search-options.ts';
import { watched } from './progress.ts';

export const FIRST_POINTS = 5;
export const HALVINGS = 3;

class Stopped extends Error {}

/** `path=a:b`. */
function varied(args: Arguments): { readonly path: string; readonly from: number; readonly to: number } {
  const text = args.text('vary') ?? '';
  const [, path = '', low = '', high = ''] = /^([^=]+)=([^:]+):([^:]+)$/.exec(text) ?? [];
  const [from, to] = [Number(low), Number(high)];
  if (path === '' || !(Number.isFinite(from) && Number.isFinite(to) && from < to)) {
    throw new UsageError(
      `--vary: expected path=low:high, such as capex.positionYears=0:10, got ${text === '' ? 'nothing' : text}`,
    );
  }
  return { path: path.trim(), from, to };
}

/** Search at values of a number, closer together where the equilibria change. */
export async function traceEquilibria(args: Arguments, io: Io): Promise<number> {
  const { path, from, to } = varied(args);
  const at = (value: number): ReturnType<typeof readSearch> =>
    readSearch(args.with({ set: [...args.list('set'), `${path}=${value}`] }), io);
  const first = args.whole('points', 2) ?? FIRST_POINTS;
  const halvings = args.whole('halvings', 0) ?? HALVINGS;
  const spec = at(from);
  // Both ends are checked before anything is simulated.
  at(to);
  const { rule, short, title, seed, roles } = spec;
  const name = `equilibrium-trace-${path.replace(/[^A-Za-z0-9._-]/g, '-')}-`;
  const out = join('results', designFolderName('equilibrium', searchIdentity(spec)).replace('equilibrium-', name));
  const whole = readPlace(args, io, rule.budget, out);
  const folder = whole.folder ?? out;
  let simulated = 0;
  const points = await watched(io, rule.budget, ({ signal, onProgress }) =>
    traceBends<Found>(
      [from, to],
      { first, halvings },
      {
        async evaluate(value) {
          const place = { ...whole, folder: join(folder, String(value)), signal };
          const outcome = await searchEquilibria(at(value), {
            ...place,
            onProgress: (done) => onProgress(simulated + done),
          });
          simulated += outcome.simulated;
          if (outcome.found === undefined) throw new Stopped();
          return outcome.found;
        },
        differ: differInEquilibria,
      },
    ).catch((error: unknown) => {
      if (error instanceof Stopped) return undefined;
      throw error;
    }),
  );
  if (points === undefined) return reportInterrupted(io, args, { place: whole, done: simulated });
  const about = { title, path, epsilon: rule.epsilon, roles };
  const { writeEquilibriumTrace } = await import('../node/pictures/equilibrium-trace-picture.ts');
  const pictures = { svg: args.isOn('svg'), png: args.isOn('png') };
  const files = await writeEquilibriumTrace(folder, points, {
    ...about,
    scenario: short,
    seed,
    locale: readLocale(args),
    ...pictures,
  });
  printResult(io, args, { folder: shownFolder(io, folder), path, roles, points }, traceLines(points, about));
  if (!args.isOn('json')) {
    const kind = simulated === 0 ? 'repeated' : 'finished';
    reportWritten(io, folder, { kind, files: [...files, 'a folder for each value'] });
  }
  return 0;
}
