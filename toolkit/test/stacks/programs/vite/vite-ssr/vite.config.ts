import taskscope from 'taskscope/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [taskscope()] });
