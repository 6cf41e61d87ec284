/** Where and when something was measured: no number means anything without it. */
import { availableParallelism, cpus, totalmem } from 'node:os';

export interface Machine {
  /** `2026-11-25` */
  date: string;
  processor: string;
  cores: number;
  gigabytes: number;
  system: string;
  node: string;
}

export function thisMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    gigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

export function inWords(
  { date, processor, cores, gigabytes, system, node }: Machine,
  language: 'en' | 'zh-CN' = 'en',
): string {
  if (language === 'zh-CN')
    return `${date} 测得，Node ${node}，${system}：${cores} 核（${processor}），${gigabytes} GB 内存。`;
  return `Measured on ${date} with Node ${node} on ${system}: ${cores} cores (${processor}), ${gigabytes} GB of memory.`;
}
