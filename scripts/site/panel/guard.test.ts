import { expect, test } from 'vitest';
import { isLoopback, refusal } from './guard.ts';

const HOST = 'localhost:4000';
const OWN = { host: HOST, origin: `http://${HOST}`, 'x-leaklab': 'panel', 'sec-fetch-site': 'same-origin' };

test('a page of this server may read and ask', () => {
  expect(refusal('POST', OWN)).toBeNull();
  expect(refusal('GET', { host: HOST })).toBeNull();
  expect(refusal('GET', { host: '[::1]:4000', origin: 'http://[::1]:4000' })).toBeNull();
});

test.each([
  ['a name that leads here from elsewhere', { ...OWN, host: 'evil.example:4000', origin: 'http://evil.example:4000' }],
  [
    'a name that only begins like ours',
    { ...OWN, host: 'localhost.evil.example', origin: 'http://localhost.evil.example' },
  ],
  ['a foreign page', { ...OWN, origin: 'http://evil.example' }],
  ['a page of another server on this machine', { ...OWN, origin: 'http://localhost:9999' }],
  ['a page that hides where it comes from', { ...OWN, origin: 'null' }],
  ['a foreign page, by the word of the browser', { ...OWN, 'sec-fetch-site': 'cross-site' }],
  ['another port, by the word of the browser', { ...OWN, 'sec-fetch-site': 'same-site' }],
  ['no origin', { host: HOST, 'x-leaklab': 'panel' }],
  ['a form', { host: HOST, origin: `http://${HOST}` }],
  ['no host', { origin: `http://${HOST}`, 'x-leaklab': 'panel' }],
])('%s may not start anything', (_who, headers) => {
  expect(refusal('POST', headers)).toMatch(/\.$/);
});

test.each([
  { host: 'evil.example' },
  { host: HOST, origin: 'http://evil.example' },
  { host: HOST, 'sec-fetch-site': 'cross-site' },
])('%j may not even look', (headers) => {
  expect(refusal('GET', headers)).toMatch(/\.$/);
});

test('only an address of this machine is loopback', () => {
  expect(['127.0.0.1', '::1', 'localhost', '127.1.2.3'].filter(isLoopback)).toHaveLength(4);
  expect(['0.0.0.0', '::', '127.0.0.1.evil.example', '192.168.1.2', ''].filter(isLoopback)).toEqual([]);
});
