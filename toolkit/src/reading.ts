/** What can be read from the registry at any time, at no cost to the program but that of the reading. */
import { registry } from './registry/registry.ts';

export const {
  /** Tasks started and not finished. Leaked tasks never finish, so they stay in it. */
  taskCount,
  /** How many of these are proven to be leaked. */
  leakedCount,
  /** Each live task, oldest first. */
  tasks,
  /** Live and leaked tasks, grouped by stack, largest group first. */
  profile,
  /** Whether the async functions of the program are tracked. */
  isTracking,
  /** The same with the reason, the number of files, and what was passed over. */
  tracking,
  /** The files and functions that the transform passed over, and why. */
  skipped,
} = registry;
