import type { Part } from './part.ts';
import { runVitest } from './vitest.ts';

/** The tests of the toolkit and of the scripts. */
export const unit: Part = { title: 'tests', run: (root) => runVitest(root, 'quick') };
