/**
 * Data could not be read or written, for a reason outside the program: a full disk, a damaged file. It is expected, and reported
 * where it happens, so it is never reported as a bug.
 */
export class StorageError extends Error {
  override name = 'StorageError'
}

/** Data could not be written, and nothing was changed. */
export class WriteError extends StorageError {
  override name = 'WriteError'
}
