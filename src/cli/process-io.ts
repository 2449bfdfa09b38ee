/** The real outside world of a command: the standard streams, the working folder and Ctrl-C. */

import type { Io, TextSink } from './io.ts';

const DEFAULT_WIDTH = 80;
/** Exit code of a process that was interrupted. */
const INTERRUPTED = 130;

function sinkOf(stream: NodeJS.WriteStream): TextSink {
  return {
    write(text) {
      stream.write(text);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? DEFAULT_WIDTH;
    },
  };
}

/** A reader that has seen enough (`| head`) ends the program quietly. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

export function processIo(): Io {
  process.stdout.on('error', endWithReader);
  return {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    cwd: process.cwd(),
    env: process.env,
    onInterrupt(listener) {
      let times = 0;
      const handle = (): void => {
        times++;
        if (times > 1) process.exit(INTERRUPTED);
        listener();
      };
      process.on('SIGINT', handle);
      process.on('SIGTERM', handle);
      return () => {
        process.off('SIGINT', handle);
        process.off('SIGTERM', handle);
      };
    },
  };
}
