/** tsx translates by esbuild, which starts a thread of its own: that is not the program's doing. */

const TOOL = /[/\\]node_modules[/\\](esbuild|tsx)[/\\]/;
const FRAMES = 30;

/** Whether the code that runs now was called by one of these tools, and not by the program. */
export function byATool(): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  const stack = new Error('who').stack ?? '';
  Error.stackTraceLimit = stackTraceLimit;
  const [, ...frames] = stack.split('\n');
  const caller = frames.find((frame) => !frame.includes('node:') && !frame.includes('/checker/probe/'));
  return caller !== undefined && TOOL.test(caller);
}
