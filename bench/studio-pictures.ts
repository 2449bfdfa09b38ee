/** Makes the pictures of the studio in `results/reference/` anew: `npx tsx bench/studio-pictures.ts`, with Chromium. */

import { openStudio, waitForRuns } from '../test/studio/studio-page.ts';

const RUNS = 1000;
const SIZE = { width: 1440, height: 1000 };

const studio = await openStudio();
try {
  for (const [name, address] of Object.entries({ light: '', run: 'page=run&run=7', play: 'page=play' })) {
    const page = await studio.open(address, { viewport: SIZE });
    await waitForRuns(page, RUNS);
    if (name === 'run') await page.getByRole('button', { name: 'Wall', exact: true }).click();
    if (name === 'play') {
      await page.getByRole('button', { name: /^Disciplined/ }).click();
      for (let year = 0; year < 4; year++) await page.getByRole('button', { name: /^The same for a year/ }).click();
    }
    await page.waitForTimeout(500);
    await page.screenshot({ path: `results/reference/studio-${name}.png` });
    await page.close();
  }
} finally {
  await studio.close();
}
