/** The files that the plugin has Vitest load. */
import { fileURLToPath } from 'node:url';

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** In each test file, before all else. */
export const SETUP = fileURLToPath(new URL(`./setup.${EXTENSION}`, import.meta.url));
/** Once, before all tests. */
export const PROJECTS = fileURLToPath(new URL(`./projects.${EXTENSION}`, import.meta.url));
