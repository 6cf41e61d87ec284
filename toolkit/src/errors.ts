/** A channel was used after its `close()`. */
export class ChannelClosedError extends Error {
  override readonly name = 'ChannelClosedError';
  readonly code = 'ERR_CHANNEL_CLOSED';

  constructor(operation: 'send' | 'close') {
    super(
      operation === 'send'
        ? '`send` on a closed channel: let only the last sender close it.'
        : '`close` of a closed channel: let only one task close it.',
    );
  }
}

/** A channel was asked for with a capacity that is no whole number from 0 on. */
export class ChannelCapacityError extends RangeError {
  override readonly name = 'ChannelCapacityError';
  readonly code = 'ERR_CHANNEL_CAPACITY';

  constructor(capacity: unknown) {
    super(`\`capacity\` is ${String(capacity)}: give a whole number, 0 (unbuffered) or more.`);
  }
}

/** `go()` or `withLabels()` was given something else than a function. */
export class NotAFunctionError extends TypeError {
  override readonly name = 'NotAFunctionError';
  readonly code = 'ERR_NOT_A_FUNCTION';

  constructor(caller: 'go' | 'withLabels', value: unknown) {
    super(
      `\`${caller}\` was given ${describe(value)}, not a function: ` +
        (caller === 'go' ? 'write `go(() => work())`, not `go(work())`.' : 'write `withLabels(labels, () => work())`.'),
    );
  }
}

/** An operation ended because its signal was aborted; `reason` is the signal's. */
export class AbortError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'ABORT_ERR';
  readonly reason: unknown;

  constructor(operation: string, reason: unknown) {
    super(`\`${operation}\` was aborted: ${reason instanceof Error ? reason.message : String(reason)}`, {
      cause: reason,
    });
    this.reason = reason;
  }
}

function describe(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  return value === null ? 'null' : value === undefined ? 'nothing' : `a value of type ${typeof value}`;
}
