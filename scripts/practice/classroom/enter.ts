/** Coming into a classroom and leaving it, from the terminal or from a page. */
import { z } from 'zod';
import { Joined as JoinedAnswer, Room } from '../../classroom/protocol/learner.ts';
import { PORT, PROTOCOL } from '../../classroom/protocol/words.ts';
import type { Lab } from '../../course/course.ts';
import type { Progress } from '../../course/progress.ts';
import { say } from '../../language/say.mjs';
import { classroomUrl, post, RefusedError, UnreachableError } from './ask.ts';
import { Folder, type Membership } from './folder.ts';
import { Joined } from './joined.ts';
import { refusalInWords } from './refusal-in-words.ts';

/** Why nothing came of it, in words for the learner. */
export class NotJoined extends Error {}

export interface Entrance {
  /** As it stands on the screen of the room, or is copied from there. */
  address: string;
  code: string;
  /** Asked for only where it is needed; empty: the classroom makes one up. */
  name(): Promise<string>;
}

export interface Entered {
  membership: Membership;
  /** Whether the learner was in this classroom before; then a name that was given is the new one. */
  again: boolean;
  /** The name that was asked for, where somebody else has it; else null. */
  taken: string | null;
}

/** Throws `NotJoined`. `rename`: the name for who is in already; null to keep it. */
export async function enterClassroom(
  { root, progress, course }: { root: string; progress: Progress; course: readonly Lab[] },
  { address, code, name }: Entrance,
  rename: string | null,
): Promise<Entered> {
  const url = classroomUrl(address, PORT);
  if (url === null) throw new NotJoined(say`\`${address}\` is no address. It looks like \`192.168.1.5:${PORT}\`.`);
  const folder = new Folder(root);
  const before = folder.membership();
  try {
    if (before !== null && (await isThere(before, url))) {
      const moved = { ...before, url, name: rename === null ? before.name : await renamed(before, url, rename) };
      folder.keepMembership(moved);
      // What waited goes now.
      await new Joined(folder, moved, progress).refresh();
      return { membership: moved, again: true, taken: null };
    }
    const asked = (await name()).trim();
    const body = { protocol: PROTOCOL, code, name: asked === '' ? null : asked };
    const { token, session, room } = await post({ url, path: '/api/join', token: null }, body, JoinedAnswer);
    const membership = { version: 1 as const, url, token, session, name: room.name };
    folder.settle(membership);
    const classroom = new Joined(folder, membership, progress);
    classroom.comeIn(course);
    await classroom.refresh();
    return { membership, again: false, taken: asked === '' ? null : takenIn(room.name) };
  } catch (error) {
    if (error instanceof RefusedError) throw new NotJoined(refusalInWords(error.code));
    if (error instanceof UnreachableError) {
      throw new NotJoined(
        say`No classroom answers at ${url}. Are you in the same network as the instructor, and is the address right?`,
      );
    }
    throw error;
  }
}

/** Of two with one name the second is called `Ada (2)`, of three the third `Ada (3)`. */
function takenIn(name: string): string | null {
  return /^(.+) \(\d+\)$/.exec(name)?.[1] ?? null;
}

/** Leaves here in any case; true where the classroom could be told, and has deleted what it had. */
export async function leaveClassroom(root: string, membership: Membership): Promise<boolean> {
  let told = true;
  try {
    await post({ url: membership.url, path: '/api/learner/leave', token: membership.token }, {}, z.null());
  } catch (error) {
    // What it does not know any more is deleted already.
    told = error instanceof RefusedError && error.code === 'token';
  }
  new Folder(root).leave(membership);
  return told;
}

/** Whether this learner has a place in the classroom at this address, which may be a new one of the same. */
async function isThere({ token }: Membership, url: string): Promise<boolean> {
  try {
    await post({ url, path: '/api/learner/events', token }, { events: [] }, Room);
    return true;
  } catch (error) {
    if (error instanceof RefusedError && (error.code === 'token' || error.code === 'ended')) return false;
    throw error;
  }
}

/** Gives the name as the classroom has it now. */
async function renamed({ token }: Membership, url: string, name: string): Promise<string> {
  return (await post({ url, path: '/api/learner/name', token }, { name }, Room)).name;
}
