/** The studio built once and opened in a real browser, which writes down everything that it should not do. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { buildPage } from '../../src/node/studio/build-page.ts';

const CHROMIUM = process.env.CHROME_PATH ?? '/usr/bin/chromium';
export const HAS_CHROMIUM = existsSync(CHROMIUM);
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--enable-precise-memory-info'];

export interface Studio {
  readonly html: string;
  readonly folder: string;
  /** Address of the page as a file. */
  readonly file: string;
  /** Errors of the console, and requests beyond the page itself. */
  readonly complaints: string[];
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** @param mostRuns  Runs of a case before the page rests; as in the page that is shipped when absent. */
export async function openStudio(mostRuns?: number): Promise<Studio> {
  const html = await buildPage(mostRuns);
  const folder = mkdtempSync(join(tmpdir(), 'overbuild-studio-'));
  const path = join(folder, 'index.html');
  writeFileSync(path, html);
  const file = pathToFileURL(path).href;
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const complaints: string[] = [];
  return {
    html,
    folder,
    file,
    complaints,
    async open(hash = '', options = {}) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        const address = request.url();
        if (!/^(?:blob|data):/.test(address) && !address.startsWith(file)) complaints.push(address);
      });
      await page.goto(`${file}${hash === '' ? '' : `#${hash}`}`);
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Wait until the case on show has at least so many runs. */
export async function waitForRuns(page: Page, runs: number): Promise<void> {
  // Asked from outside: the page itself may make no code of text.
  const main = page.locator('main[data-stale="false"]');
  while (Number(await main.getAttribute('data-runs')) < runs) await page.waitForTimeout(50);
}

/** What the page says in its largest sentence. */
export const answerOf = async (page: Page): Promise<string> => (await page.locator('.answer').textContent()) ?? '';
