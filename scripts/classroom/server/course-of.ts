/** What the classroom has to know of the course. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readCourse } from '../../course/course.ts';
import type { CourseLab } from './classroom.ts';

const Facts = z.record(z.string(), z.array(z.string()).nullable());
const PRINT = fileURLToPath(new URL('./print-facts.ts', import.meta.url));
/** Milliseconds, on a machine that is very slow. */
const PATIENCE = 60_000;

export async function courseOf(root: string): Promise<CourseLab[]> {
  const facts = await factsOf(root);
  return readCourse(root).map(({ name, number, title }) => ({ name, number, title, facts: facts[name] ?? null }));
}

/** Nothing where they can't be had: then any fact is taken, as an id that is bounded. */
async function factsOf(root: string): Promise<z.infer<typeof Facts>> {
  try {
    const words = [...process.execArgv, PRINT, root];
    const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: PATIENCE });
    return Facts.parse(JSON.parse(stdout));
  } catch {
    return {};
  }
}
