/** Describes file-system errors: path, cause, and remedy. */

import { MachineError, UsageError } from '../../scenario/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a file is in the place of a folder',
  EEXIST: 'a file is in the place of a folder',
  EISDIR: 'a folder is in the place of a file',
  ENOENT: 'no such file or folder',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ELOOP: 'symbolic links form a loop',
  EINVAL: 'the system refuses this name or size',
  EBUSY: 'it is in use',
};

/** Errors that no other command line would have prevented. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space and continue with --resume',
  EDQUOT: 'the disk quota is used up; free some space and continue with --resume',
  EFBIG: 'the file has reached the size limit of the system',
  EIO: 'the disk reports a fault',
  ESTALE: 'the network drive is not connected',
  ETIMEDOUT: 'the network drive does not respond',
  ENFILE: 'too many files are open on this machine',
};

/** The code of a file-system failure, or `undefined` for any other error. */
export function fileErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code in REASONS || error.code in FAULTS ? error.code : undefined;
}

/** Turn a file-system error into one that names the action; other errors are returned unchanged. */
export function explainFileError(error: unknown, doing: string): unknown {
  const code = fileErrorCode(error);
  if (code === undefined) return error;
  const words = `${doing}: ${REASONS[code] ?? FAULTS[code]} (${code})`;
  return code in FAULTS ? new MachineError(words) : new UsageError(words);
}

/** Run an action with explained file-system errors. */
export async function withFileErrors<T>(doing: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explainFileError(error, doing);
  }
}
