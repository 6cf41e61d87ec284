import { beforeAll, describe } from 'vitest';
import { install } from './install.ts';
import { jestRows } from './jest.ts';

beforeAll(() => {
  install('jest30');
});

describe('Jest 30', () => jestRows('jest30', { 'ts-jest': 'jest30-ts-jest', 'swc-jest': 'jest30-swc' }));
