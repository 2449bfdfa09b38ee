/** `overbuild worker --queue url`: simulate for experiments that run elsewhere with `--queue`. */

import { readQueueUrl, withoutSecrets } from '../../node/live-queue/queue-url.ts';
import { findSource } from '../../node/strategies/strategy-source.ts';
import { counted } from '../../numeric/counted.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Command } from '../command.ts';
import { print } from '../io.ts';
import { reportOn } from '../job-options.ts';
import { amount, jobsOption, repeatable, text } from '../options.ts';

const MS_PER_SECOND = 1000;

export const command: Command = {
  options: {
    queue: text('Server of the queue: redis://host:port, or rediss:// with TLS'),
    jobs: amount('Threads', 'one per core'),
    strategy: repeatable('A strategy of your own that it may play: ./my.ts or "cmd:python3 my.py"; may be repeated'),
    runtime: text('End after so long (3h50m), when what is under way is done', 'until it is stopped'),
  },
  examples: {
    'worker --queue redis://localhost:6379': 'Serve the queue on all cores',
    'batch --runs 100000 --queue redis://localhost:6379': 'Elsewhere: an experiment on its workers',
  },

  async run(args, io) {
    const address = args.text('queue');
    if (address === undefined) throw new UsageError(['--queue is missing: the server of the queue']);
    const url = readQueueUrl(address, io.env);
    const jobs = jobsOption(args, io, Number.POSITIVE_INFINITY);
    const strategies = args.list('strategy').map((reference) => findSource(reference, io.cwd));
    const runtime = args.duration('runtime');
    const { serveQueue } = await import('../../node/live-queue/serve-queue.ts');
    const stop = new AbortController();
    const unsubscribe = io.onInterrupt(() => {
      stop.abort();
      io.stderr.write('\nEnding after the chunks under way; press Ctrl-C again to end at once.\n');
    });
    const timer = runtime === undefined ? undefined : setTimeout(() => stop.abort(), MS_PER_SECOND * runtime);
    print(io, `Serving ${withoutSecrets(url)} with ${jobs} thread${jobs === 1 ? '' : 's'}; Ctrl-C ends it`);
    try {
      const served = await serveQueue({ url, jobs, strategies, tell: reportOn(io), signal: stop.signal });
      print(io, `Simulated ${counted(served.rows, 'row')} in ${counted(served.chunks, 'chunk')}`);
      return 0;
    } finally {
      clearTimeout(timer);
      unsubscribe();
    }
  },
};
