import { beforeAll, describe } from 'vitest';
import { install } from './install.ts';
import { jestRows } from './jest.ts';

beforeAll(() => {
  install('jest29');
});

describe('Jest 29', () => jestRows('jest29', { 'ts-jest': 'jest29-ts-jest', 'swc-jest': 'jest29-swc' }));
