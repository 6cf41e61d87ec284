import taskscope from 'taskscope/vitest';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [taskscope()] });
