/** What can be read from the registry at any time, at no cost to the program but that of the reading. */
import { registry, type Skipped } from './registry/registry.ts';

export const {
  /** Tasks started and not finished. Leaked tasks never finish, so they stay in it. */
  taskCount,
  /** How many of these are proven to be leaked. */
  leakedCount,
  /** Each live task, oldest first. */
  tasks,
  /** Live and leaked tasks, grouped by stack, largest group first. */
  profile,
} = registry;

/** The files and functions that the transform passed over, and why. */
export function skipped(): Skipped[] {
  return [...registry.skipped];
}
