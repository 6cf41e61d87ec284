export default {
  mode: 'production',
  target: 'node',
  devtool: 'source-map',
  entry: './src/app.ts',
  output: { filename: 'app.cjs' },
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  module: { rules: [{ test: /\.ts$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
};
