/** Requests to a target while it is attached to. */
import { once } from 'node:events';
import { get } from 'node:http';

const REQUESTS_A_SECOND = 200;
/** Milliseconds: what a small heap is paused for, and ten seconds more. */
const PATIENCE = 11_000;

export interface Load {
  end(): Promise<{ requests: number; failed: string[]; longest: number }>;
}

export function startLoad(port: number): Load {
  const failed: string[] = [];
  const running = new Set<Promise<void>>();
  let requests = 0;
  let longest = 0;
  const timer = setInterval(() => {
    requests++;
    const start = performance.now();
    const one = request(port)
      .catch((error: unknown) => void failed.push(`a request failed: ${error}`))
      .finally(() => {
        longest = Math.max(longest, performance.now() - start);
        running.delete(one);
      });
    running.add(one);
  }, 1000 / REQUESTS_A_SECOND);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(running);
      return { requests, failed, longest: Math.round(longest) };
    },
  };
}

async function request(port: number): Promise<void> {
  const asked = get({ port, host: '127.0.0.1', agent: false, signal: AbortSignal.timeout(PATIENCE) });
  const [answer] = await once(asked, 'response');
  answer.resume();
  await once(answer, 'end');
}
