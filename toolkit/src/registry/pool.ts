/**
 * Tokens and records, reused: as many as there were frames at once, each registered for finalization once, so that the
 * call path registers and allocates nothing.
 */
import { Record, Token } from './record.ts';

/** Free tokens kept for reuse; those of a higher peak are dropped, and their records with them. */
const POOL_LIMIT = 16_384;
/** So many dead records, and as many as live ones, are worth a new list. */
const DEAD_LIMIT = 1024;
const DEAD = -1;

export const pool: Token[] = [];
/** All records that serve a frame or wait in the pool, and some dead ones until the next `compact()`. */
let records: Record[] = [];
let dead = 0;
let onCollected: (record: Record) => void = () => {};

const finalization = new FinalizationRegistry<Record>((record) => {
  if (record.id !== 0) onCollected(record);
  if (record.id === 0) bury(record);
});

/** Called for each record whose token was collected while it served a frame. */
export function setCollectedListener(listener: (record: Record) => void): void {
  onCollected = listener;
}

export function createToken(): Token {
  const record = new Record();
  const token = new Token(record);
  finalization.register(token, record);
  records.push(record);
  return token;
}

/** The token serves no frame any more. */
export function reuse(token: Token): void {
  if (pool.length < POOL_LIMIT) pool.push(token);
}

/** Throws away a record whose token is gone. */
export function bury(record: Record): void {
  record.parent = record;
  record.child = null;
  record.site = DEAD;
  dead++;
  if (dead <= DEAD_LIMIT || dead * 2 <= records.length) return;
  records = records.filter(({ site }) => site !== DEAD);
  dead = 0;
}

/** All records, to read; those with `id === 0` serve no frame now. */
export function allRecords(): readonly Record[] {
  return records;
}
