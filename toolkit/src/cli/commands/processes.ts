import { pathFrom } from '../../profile/path-from.ts';
import { listProcesses, type NodeProcess } from '../processes.ts';
import { renderProcesses, renderTree } from '../render/processes.ts';
import type { Context } from './context.ts';

export async function list({ write, width, folder }: Context, json: boolean): Promise<void> {
  const processes = await listProcesses();
  await write(json ? `${JSON.stringify(processes, null, 2)}\n` : renderProcesses(from(folder, processes), width));
}

export async function tree({ write, folder }: Context, json: boolean): Promise<void> {
  const processes = await listProcesses();
  await write(json ? `${JSON.stringify(processes, null, 2)}\n` : renderTree(from(folder, processes)));
}

function from(folder: string, processes: readonly NodeProcess[]): NodeProcess[] {
  return processes.map(({ script, ...rest }) => ({ ...rest, script: pathFrom(folder, script) }));
}
