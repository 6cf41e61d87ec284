import type { Lab } from './course.ts';

interface Done {
  isDone(lab: string): boolean;
}

/** The first lab that is not done, from the one after `from` on; null where all are. */
export function nextLab(course: readonly Lab[], progress: Done, from: string | null): Lab | null {
  const start = course.findIndex(({ name }) => name === from) + 1;
  const order = [...course.slice(start), ...course.slice(0, start)];
  return order.find(({ name }) => !progress.isDone(name)) ?? null;
}

/** Where the learner stopped: the lab that was open last, else the next one; null where all are done. */
export function openLab(course: readonly Lab[], progress: Done & { current: string | null }): Lab | null {
  const current = course.find(({ name }) => name === progress.current);
  return current !== undefined && !progress.isDone(current.name)
    ? current
    : nextLab(course, progress, progress.current);
}
