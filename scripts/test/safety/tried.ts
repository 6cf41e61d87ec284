import type { TaskMeta } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** How many attacks the test has tried, where it was not one. */
    tried?: number;
  }
}

/** Notes for the table how many attacks a test has tried: kills, requests, inputs. A test that notes nothing counts as one. */
export function tried({ meta }: { meta: TaskMeta }, attacks: number): void {
  meta.tried = attacks;
}
