/** Failures of the file system in words: which path, what is wrong with it, and what to do. */

import { MachineError, UsageError } from '../../scenario/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  ENOENT: 'no such file or folder',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ELOOP: 'links lead in a circle',
  EINVAL: 'the system does not take this name or size',
  EBUSY: 'it is in use',
};

/** What no other command line would have prevented. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space and go on with --resume',
  EDQUOT: 'the disk quota is used up; free some space and go on with --resume',
  EFBIG: 'the file is as large as the system lets it become',
  EIO: 'the disk reports a fault',
  ESTALE: 'the network drive is gone',
  ETIMEDOUT: 'the network drive does not answer',
  ENFILE: 'too many files are open on this machine',
};

/** The code of a file-system failure, or `undefined` for any other error. */
export function fileErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code in REASONS || error.code in FAULTS ? error.code : undefined;
}

/** Turn a failure of the file system into an error that says what was being done; any other error stays as it is. */
export function explainFileError(error: unknown, doing: string): unknown {
  const code = fileErrorCode(error);
  if (code === undefined) return error;
  const words = `${doing}: ${REASONS[code] ?? FAULTS[code]} (${code})`;
  return code in FAULTS ? new MachineError(words) : new UsageError(words);
}

/** Run an action, explaining the failures of the file system. */
export async function withFileErrors<T>(doing: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explainFileError(error, doing);
  }
}
