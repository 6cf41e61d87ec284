/** Attaches to a pid, as the command does: what is killed at a random moment. */
import { attach, lookAt } from '../../src/attach/attach.ts';

const candidate = await lookAt(Number(process.argv[2]), process.version, false);
process.stdout.write('looked\n');
const { closed } = await attach(candidate, {
  force: false,
  patience: 60_000,
  async *copy(_thread, bytes) {
    process.stdout.write('reading\n');
    yield* bytes;
  },
});
await closed;
