import { listProcesses } from '../processes.ts';
import { renderProcesses, renderTree } from '../render/processes.ts';
import type { Context } from './context.ts';

export async function list({ write, width }: Context, json: boolean): Promise<void> {
  const processes = await listProcesses();
  await write(json ? `${JSON.stringify(processes, null, 2)}\n` : renderProcesses(processes, width));
}

export async function tree({ write }: Context, json: boolean): Promise<void> {
  const processes = await listProcesses();
  await write(json ? `${JSON.stringify(processes, null, 2)}\n` : renderTree(processes));
}
