/**
 * What the learner's side of a classroom keeps, in `.leaklab/joined/`, which nobody else on this machine can read:
 *
 *   membership.json   where the classroom is, and the learner's token
 *   work.json         of each lab: since when, and what was reported last
 *   room.json         what was heard of the room last
 *   outbox/           reports that the classroom has not confirmed yet: see outbox.ts
 *
 * Leaving removes all but the work: who comes back is where they were, and what was deleted in the classroom is told again.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LabState } from '../../classroom/protocol/learner.ts';
import { locked } from '../../course/locked.ts';
import { readStored } from '../../course/stored.ts';
import { writePrivate } from '../../course/write-file.ts';
import { say } from '../../language/say.mjs';

export const Membership = z.object({
  version: z.literal(1),
  /** `http://192.168.1.5:4100` */
  url: z.url(),
  token: z.string(),
  session: z.string(),
  name: z.string(),
});
export type Membership = z.infer<typeof Membership>;

export const Work = z.record(
  z.string(),
  z.object({
    /** Milliseconds since 1970, by this machine's clock. */
    begunAt: z.number(),
    state: LabState,
    fact: z.string().nullable(),
  }),
);
export type Work = z.infer<typeof Work>;

export const Heard = z.object({
  /** By this machine's clock. */
  at: z.number(),
  ended: z.boolean(),
  released: z.array(z.string()),
  /** Not to be tried before, since it could not be reached. */
  retryAt: z.number(),
});
export type Heard = z.infer<typeof Heard>;

const NOTHING_HEARD: Heard = { at: 0, ended: false, released: [], retryAt: 0 };

export class Folder {
  readonly path: string;
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
    this.path = join(root, '.leaklab', 'joined');
  }

  /** No other terminal reads or writes what this does meanwhile. Throws what `locked` throws. */
  alone<T>(action: () => T): T {
    return locked(this.#root, action);
  }

  membership(): Membership | null {
    return this.#read('membership.json', Membership, say`your place in the classroom`);
  }

  work(): Work {
    return this.#read('work.json', Work, say`your work in the classroom`) ?? {};
  }

  heard(): Heard {
    return this.#read('room.json', Heard, say`the room`) ?? NOTHING_HEARD;
  }

  /** Throws what the file system says, as all that write. */
  keepMembership(membership: Membership): void {
    this.#write('membership.json', membership);
  }

  keepWork(work: Work): void {
    this.#write('work.json', work);
  }

  keepHeard(heard: Heard): void {
    this.#write('room.json', heard);
  }

  /** Leaves the place of this token; one that another terminal has taken meanwhile stays. */
  leave({ token }: Membership): void {
    this.alone(() => {
      const now = this.membership();
      if (now === null || now.token === token) this.#remove();
    });
  }

  /** Takes a place: of an earlier one, only the work is left. */
  settle(membership: Membership): void {
    this.alone(() => {
      this.#remove();
      this.keepMembership(membership);
    });
  }

  #remove(): void {
    for (const name of ['membership.json', 'room.json', 'outbox'])
      rmSync(join(this.path, name), { recursive: true, force: true });
  }

  #read<T>(file: string, form: z.ZodType<T>, what: string): T | null {
    return readStored(join(this.path, file), form, what).value;
  }

  #write(file: string, value: unknown): void {
    writePrivate(join(this.path, file), `${JSON.stringify(value, null, 2)}\n`);
  }
}
