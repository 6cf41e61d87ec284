import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

export default {
  input: 'src/app.ts',
  external: ['express'],
  output: { file: 'dist/app.js', format: 'es', sourcemap: true },
  plugins: [typescript(), terser()],
};
