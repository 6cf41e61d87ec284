/** The manifest of the package: what one part of it names, another has. No cluster is at hand, so this is all that is tried of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (...path: string[]): string => readFileSync(join(import.meta.dirname, '..', '..', ...path), 'utf8');
const [deployment = '', policy = ''] = read('monitoring', 'kubernetes.yml').split('\n---\n');
const namesIn = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, name = '']) => name);

test('the policy lets in by the ports that the pods have, and to the one for debugging only from one namespace', () => {
  expect(namesIn(deployment, /name: (\w+), containerPort/g)).toEqual(['http', 'debug']);
  expect(namesIn(policy, /port: (\w+)/g)).toEqual(['http', 'debug']);
  const [anybody = '', operators = ''] = policy.split('- from:');
  expect(anybody).not.toContain('debug');
  expect(operators).toMatch(/namespaceSelector:\n +matchLabels: \{ kubernetes\.io\/metadata\.name: operators \}/);
  const labels = [...namesIn(deployment, /\{ app: (\w+) \}/g), ...namesIn(policy, /\{ app: (\w+) \}/g)];
  expect(new Set(labels)).toEqual(new Set(['shop']));
});

test('the pods have what the example for a second port asks for', () => {
  const example = read('examples', 'second-port.ts');
  expect(example).toContain(`// ${namesIn(deployment, /debug, containerPort: (\d+)/g)[0]} in a service`);
  expect(example).toContain(`{ ${namesIn(deployment, /- name: (\w+_TOKEN)/g)[0]} = `);
});
