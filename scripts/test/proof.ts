import { type Part, runNode } from './part.ts';

/**
 * `npm run verify`: every starter fails at its fact, every right fix passes, every wrong one fails at its fact. All of them
 * in CI; one of each kind for somebody who waits.
 */
export const proof: Part = {
  title: 'the checkers',
  async run(root) {
    const words = process.env['CI'] ? [] : ['short'];
    const { status, output } = await runNode(
      root,
      ['--conditions=taskscope-source', 'scripts/verify.ts', ...words],
      true,
    );
    console.log(output.trimEnd());
    const [, passed = '0', failed = '0'] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
    const broken = status !== 0 && failed === '0' ? 1 : 0;
    // With the lines below it that say more.
    const notes = output.match(/^✗ .*(?:\n {4}.*)*/gm) ?? [];
    return { passed: Number(passed), failed: Number(failed) + broken, skipped: 0, notes };
  },
};
