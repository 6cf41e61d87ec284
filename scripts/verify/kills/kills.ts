/** Kills the lab command, the judge and the service at random moments, and says what each kill left behind. */
import { KillCourse } from './course.ts';
import { type Killed, killOnce } from './kill.ts';
import { planKills } from './plan.ts';

/** Windows ends trees by itself, and shows nobody whose child a process is. */
export const canKill = process.platform !== 'win32';

/** `repository`: its root. One after the other. */
export async function killAtRandom(
  repository: string,
  { times, seed }: { times: number; seed: number },
  onKilled: (killed: Killed) => void,
): Promise<Killed[]> {
  const course = new KillCourse(repository);
  const all: Killed[] = [];
  try {
    for (const kill of planKills(times, seed)) {
      const killed = await killOnce(course, kill);
      all.push(killed);
      onKilled(killed);
    }
  } finally {
    course.close();
  }
  return all;
}

export function renderKilled({ kill, inTime, problems }: Killed): string {
  const { deed, target, signal, delay } = kill;
  const late = inTime ? '' : ', which had ended before';
  const line = `${problems.length === 0 ? '✓' : '✗'} ${deed}: ${signal} to the ${target} after ${delay} ms${late}`;
  return [line, ...problems.map((problem) => `    ${problem.replaceAll('\n', '\n    ')}`)].join('\n');
}
