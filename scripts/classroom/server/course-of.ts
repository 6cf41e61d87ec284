/** What the classroom has to know of the course. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readCourse } from '../../course/course.ts';
import type { CourseLab } from '../protocol/dashboard.ts';

/** In one language; a fact is its id and its title. */
const Labs = z.array(
  z.object({
    name: z.string(),
    number: z.int(),
    title: z.string(),
    facts: z.array(z.tuple([z.string(), z.string()])).nullable(),
  }),
);
type Labs = z.infer<typeof Labs>;

const PRINT = fileURLToPath(new URL('./print-labs.ts', import.meta.url));
/** Milliseconds, on a machine that is very slow. */
const PATIENCE = 60_000;

export async function courseOf(root: string): Promise<CourseLab[]> {
  const [english, chinese] = await Promise.all([labsIn(root, 'en'), labsIn(root, 'zh-CN')]);
  return english.map(({ name, number, title, facts }) => {
    const other = chinese.find((lab) => lab.name === name);
    const titles = new Map(other?.facts ?? []);
    return {
      name,
      number,
      title: { en: title, 'zh-CN': other?.title ?? title },
      facts:
        facts === null
          ? null
          : Object.fromEntries(facts.map(([id, words]) => [id, { en: words, 'zh-CN': titles.get(id) ?? words }])),
    };
  });
}

/** Without facts where they can't be had: then any fact is taken, as an id that is bounded. */
async function labsIn(root: string, language: string): Promise<Labs> {
  try {
    const env = { ...process.env, LEAKLAB_LANGUAGE: language };
    const words = [...process.execArgv, PRINT, root];
    const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: PATIENCE, env });
    return Labs.parse(JSON.parse(stdout));
  } catch {
    return readCourse(root).map(({ name, number, title }) => ({ name, number, title, facts: null }));
  }
}
