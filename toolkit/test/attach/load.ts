/** Requests to a target while it is attached to, by a process of their own. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PROGRAM = fileURLToPath(new URL('programs/load.mjs', import.meta.url));

const answersSchema = z.object({
  /** Milliseconds that each request took. */
  took: z.array(z.number()),
  /** Why others were not answered at all. */
  failed: z.array(z.string()),
  /** Milliseconds that the process which sent them was itself kept waiting, at most. */
  stood: z.number(),
});

export type Answers = z.infer<typeof answersSchema>;

export interface Load {
  /** Once all are answered. */
  end(): Promise<Answers>;
}

export function startLoad(port: number): Load {
  const child = spawn(process.execPath, [PROGRAM, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = text(child.stdout);
  return {
    async end() {
      child.stdin.end();
      return answersSchema.parse(JSON.parse(await told));
    },
  };
}
