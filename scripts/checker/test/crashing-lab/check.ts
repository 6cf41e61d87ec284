/** A check whose own process is killed while a service runs. */
import { defineChecker } from '../../index.ts';

export default defineChecker({
  facts: [{ id: 'starts', title: 'the service starts and listens' }],
  async check(context) {
    const service = context.spawn('server.ts');
    await service.until(() => service.events.some(({ event }) => event === 'child') || undefined, 20_000);
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => {});
  },
});
