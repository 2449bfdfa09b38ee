/** Builds the studio: one HTML page that holds its scripts, styles and scenarios, and asks the network for nothing. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { THEMES } from '../../charts/report/style.ts';
import { numberColumn, parseTable, textColumn } from '../../charts/table.ts';
import { MachineError } from '../../scenario/errors.ts';
import { spreadsOf } from '../../scenario/spread.ts';
import { packagePath, packageVersion } from '../package-version.ts';
import { listScenarios, loadScenario } from '../scenario-files.ts';

const SOURCE = 'src/studio/';
const SCENARIOS = fileURLToPath(packagePath('scenarios/'));
const MAIN = 'main.tsx';
const WORKER = 'engine/worker.ts';

/** Where `npm run build:studio` puts the page, and where a published package has it. */
export const BUILT_PAGE = fileURLToPath(packagePath('dist/studio/index.html'));

/** Whether the page can be built here: a published package has it built and holds no source. */
export function hasStudioSource(): boolean {
  return existsSync(packagePath(SOURCE + MAIN));
}

/**
 * Build the page.
 *
 * @param mostRuns  Runs of a case before the page rests, from 1.
 * @throws MachineError  When the source, or a package that only developers have, is missing.
 */
export async function buildPage(mostRuns = 1000): Promise<string> {
  if (!hasStudioSource()) throw new MachineError('the source of the studio is not here: install the package again');
  const [main, worker] = await Promise.all([bundle(MAIN), bundle(WORKER)]);
  const style = `${THEMES}${readFileSync(packagePath(`${SOURCE}studio.css`), 'utf8')}`;
  const shipped = JSON.stringify({ ...shippedFiles(), mostRuns });
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(main)}`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    'img-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="A seeded agent simulator of the build-out of AI data centres, in the browser">
<meta name="color-scheme" content="light dark">
<title>overbuild studio</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="studio"></div>
<noscript><p>The studio simulates in this browser and needs JavaScript.</p></noscript>
<script type="application/json" id="shipped">${inert(shipped)}</script>
<script type="text/plain" id="worker">${inert(worker)}</script>
<script>${main}</script>
</body>
</html>
`;
}

/** Text that cannot end its HTML element. */
const inert = (text: string): string => text.replaceAll('</', '<\\/').replaceAll('<!--', '<\\!--');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** One script of a module and all that it imports. */
async function bundle(entry: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(packagePath(SOURCE + entry))],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      platform: 'browser',
      legalComments: 'none',
      logLevel: 'silent',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      tsconfigRaw: {},
      charset: 'ascii',
    });
    return inert(outputFiles[0].text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new MachineError(`the studio cannot be built (npm ci installs what it needs): ${said}`);
  }
}

/** Scenarios of the economy and overlays as text, with what the list of them says. */
function shippedFiles(): object {
  const listed = listScenarios(SCENARIOS).filter(({ name, role }) => role === 'overlay' || isEconomy(name));
  const folders = ['', 'overlays/'];
  const files = Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(SCENARIOS + folder)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => [folder + file, readFileSync(SCENARIOS + folder + file, 'utf8')]),
    ),
  );
  const of = (wanted: string): { readonly name: string; readonly description: string }[] =>
    listed
      .filter(({ role }) => role === wanted)
      .map(({ name, description }) => ({ name, description }))
      .sort((a, b) => Number(b.name === 'baseline') - Number(a.name === 'baseline'));
  return {
    files,
    scenarios: of('scenario'),
    // A calibration says what the world is like, and of one start alone: it is no lever.
    overlays: of('overlay').filter(({ name }) => !files[`overlays/${name}.yaml`].includes('evidence: calibrated')),
    influence: influence(),
    version: packageVersion(),
  };
}

function isEconomy(name: string): boolean {
  return loadScenario(name).scenario.kind === 'economy';
}

/** Shares of variance by path, from `sensitivity.csv` of a batch of the baseline; numbers that share a draw share it. */
function influence(): Record<string, number> {
  const table = parseTable(readFileSync(packagePath(`${SOURCE}influence.csv`), 'utf8'));
  const values = numberColumn(table, 'value');
  const shares = new Map(textColumn(table, 'source').map((source, row) => [source, Math.max(0, values[row])]));
  const spreads = spreadsOf(loadScenario('baseline').scenario);
  const nameOf = new Map(spreads.toReversed().map(([path, spread]) => [spread.with ?? path, path]));
  return Object.fromEntries(
    spreads.map(([path, spread]) => [path, shares.get(nameOf.get(spread.with ?? path) ?? path) ?? 0]),
  );
}
