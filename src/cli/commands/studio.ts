/** `overbuild studio`: the model in a browser, served to this machine alone, or written as a page that needs no server. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BUILT_PAGE, buildPage, hasStudioSource } from '../../node/studio/build-page.ts';
import { withFileErrors } from '../../node/files/file-errors.ts';
import { makeFolder } from '../../node/files/make-folder.ts';
import { refuseExisting } from '../../node/files/output-files.ts';
import { replaceFile } from '../../node/files/replace-file.ts';
import { servePage } from '../../node/studio/serve-page.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import { amount, choice, shared, text } from '../options.ts';
import { openPage } from '../open-page.ts';

const MOST_PORT = 65535;

export const command: Command = {
  options: {
    ...shared('force'),
    port: amount('Port on this machine; 0 for any that is free', 0),
    open: choice(['yes', 'no'], 'Open the page in the browser', 'yes'),
    out: text('Write index.html into this folder, and serve nothing', 'none'),
  },
  examples: {
    studio: 'Serve the studio and open it; Ctrl-C ends it',
    'studio --port 8080 --open no': 'Serve it at a fixed address',
    'studio --out page': 'One file for any web server, or to open as it is',
  },

  async run(args, io) {
    const out = args.text('out');
    const port = args.whole('port', 0) ?? 0;
    if (port > MOST_PORT) throw new UsageError([`--port: expected a whole number from 0 to ${MOST_PORT}, got ${port}`]);
    if (out !== undefined) {
      const file = join(resolve(io.cwd, out), 'index.html');
      refuseExisting([file], { isForced: args.isOn('force'), shown: () => join(out, 'index.html') });
      await withFileErrors(`Writing ${out}`, async () => makeFolder(dirname(file)));
      const page = await readOrBuild(io);
      await withFileErrors(`Writing ${file}`, async () => replaceFile(file, page));
      print(io, file);
      return 0;
    }
    const served = await servePage(await readOrBuild(io), port);
    print(io, `The studio is at ${served.address}`);
    io.stderr.write('It listens to this machine only; Ctrl-C ends it.\n');
    if (args.text('open') === 'yes') openPage(served.address);
    await new Promise<void>((done) => {
      const unsubscribe = io.onInterrupt(() => {
        unsubscribe();
        done();
      });
    });
    await served.close();
    return 0;
  },
};

/** The page as built with the package; in a checkout it is built anew, so that it shows the source as it is. */
async function readOrBuild(io: Io): Promise<string> {
  if (hasStudioSource()) {
    io.stderr.write('Building the studio ...\n');
    return buildPage();
  }
  if (existsSync(BUILT_PAGE)) return readFileSync(BUILT_PAGE, 'utf8');
  return buildPage();
}
