/** Asking the classroom that runs here already, as its instructor. */
import { findRunning, instructorToken } from '../server/running.ts';

/** Null where none runs. The answer is one that says yes; throws an error with what it says otherwise. */
export async function askRunning(folder: string, method: 'GET' | 'POST', path: string): Promise<Response | null> {
  const running = await findRunning(folder);
  if (running === null) return null;
  const response = await fetch(`http://127.0.0.1:${running.port}/api/instructor/${path}`, {
    method,
    headers: { Authorization: `Bearer ${instructorToken(folder)}` },
  });
  if (!response.ok) throw new Error(`The classroom that runs here says no: ${await response.text()}`);
  return response;
}
