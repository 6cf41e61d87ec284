/** Whether Jest hands a test file to our transformer, by its own config. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** As Jest has put it together from preset and config. */
export interface TransformConfig {
  /** Pattern of paths, and the transformer for them; the first that fits is taken. */
  transform?: readonly (readonly [pattern: string, transformer: string, ...options: unknown[]])[];
  transformIgnorePatterns?: readonly string[];
}

const TRANSFORMER = fileURLToPath(new URL('./transformer.js', import.meta.url));

/** Why not, with the line to change; null where it does. */
export function whyUntransformed(config: TransformConfig, file: string): string | null {
  const { transform = [], transformIgnorePatterns = [] } = config;
  if (transformIgnorePatterns.some((pattern) => new RegExp(pattern).test(file))) {
    return '`transformIgnorePatterns` has it: take it out there';
  }
  const found = transform.find(([pattern]) => new RegExp(pattern).test(file));
  if (found === undefined) return `no entry of \`transform\` fits it: leave \`transform\` to the preset`;
  const [pattern, transformer] = found;
  if (isOurs(transformer)) return null;
  return `\`transform\` has \`${transformer}\` for \`${pattern}\`: write \`['taskscope/jest-transformer', { transformer: '…', options: {} }]\` there, with yours in place of the dots`;
}

function isOurs(transformer: string): boolean {
  try {
    return realpathSync(transformer) === realpathSync(TRANSFORMER);
  } catch {
    return false;
  }
}
