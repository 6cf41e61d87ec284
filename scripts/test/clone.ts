import type { Part } from './part.ts';
import { runVitest } from './vitest.ts';

/** A fresh clone, installed from the registry: minutes, and a network. */
export const clone: Part = { title: 'a fresh clone', run: (root) => runVitest(root, 'clone') };
