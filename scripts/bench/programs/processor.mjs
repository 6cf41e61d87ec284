/** Processor time of this process, nanoseconds for each of `count`. */
export async function nanosecondsEach(count, run) {
  const start = process.cpuUsage();
  await run(count);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / count;
}

export function print(value) {
  process.stdout.write(String(value));
}
