import type { Part } from './part.ts';
import { runVitest } from './vitest.ts';

/** taskscope on Node for Windows, where Wine is installed. No run in CI: Wine is no Windows, and large. */
export const windows: Part = { title: 'Windows, by Wine', run: (root) => runVitest(root, 'windows') };
