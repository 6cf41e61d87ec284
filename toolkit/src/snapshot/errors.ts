/** The bytes are no snapshot that can be read. Its message is a sentence of what they are, and of what to do next. */
export class SnapshotError extends Error {}
