/** A reporter for `node --test`: a line of JSON for each test, with its whole name and how it ended. */
import type { TestEvent } from 'node:test/reporters';

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string, void, undefined> {
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { name, nesting, file, skip, todo } = event.data;
    const status = (skip ?? todo) !== undefined ? 'skipped' : event.type === 'test:pass' ? 'passed' : 'failed';
    yield `${JSON.stringify({ name: `${file ?? ''} ${'> '.repeat(nesting)}${name}`, status })}\n`;
  }
}
