/** A process can't be attached to. Its message is a sentence that names it, and says what to do next. */
export class AttachError extends Error {
  override readonly name = 'AttachError';
}

/** What was heard of a process, or not: a part of a sentence, for whoever knows which process it is. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** What speaks against pausing a thread: a part of a sentence, as before. */
export class ObjectionError extends Error {
  override readonly name = 'ObjectionError';
}
