/** Why a server of this machine could not be brought up. */
export type FailureCode =
  | 'platform'
  | 'account'
  | 'unreachable'
  | 'not-writable'
  | 'disk-full'
  | 'version'
  | 'foreign-folder'
  | 'port-taken'
  | 'in-use'
  | 'absent'
  | 'broken';

/** A failure told in one sentence that a person can act on; nothing of theirs was touched. */
export class EmbeddedFailure extends Error {
  override readonly name = 'EmbeddedFailure';

  constructor(
    readonly code: FailureCode,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** Turns what the file system refused into a sentence that names the folder; other errors pass unchanged. */
export function asFailure(error: unknown, folder: string): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return new EmbeddedFailure('not-writable', `The folder ${folder} cannot be written (${code}): make it writable, or choose another one with DATA_DIR.`);
  }
  if (['ENOSPC', 'EDQUOT'].includes(code)) {
    return new EmbeddedFailure('disk-full', `The disk that holds ${folder} is full: free some space and start again, nothing is lost.`);
  }
  return error;
}
