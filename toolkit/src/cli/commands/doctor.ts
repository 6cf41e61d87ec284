import type { Finding } from '../doctor/finding.ts';
import { examineMachine } from '../doctor/machine.ts';
import { examineProgram } from '../doctor/program.ts';
import { examineProject } from '../doctor/project.ts';
import { examineSuite } from '../doctor/suite.ts';
import { renderFindings } from '../render/findings.ts';
import type { Context } from './context.ts';

/** A test suite, bare and tracked. Resolves to whether nothing differs. */
export async function doctorSuite(context: Context, words: readonly string[], json: boolean): Promise<boolean> {
  return show(context, await examineSuite(words), json);
}

/** Is taskscope ready here, and in the program that `words` start? Resolves to whether nothing is wrong. */
export async function doctor(context: Context, words: readonly string[], json: boolean): Promise<boolean> {
  const machine = await examineMachine();
  const findings: Finding[] = [
    ...machine,
    ...examineProject(context.folder, process.env),
    ...(words.length === 0 || isBroken(machine) ? [] : await examineProgram(words)),
  ];
  return show(context, findings, json);
}

async function show({ write, folder }: Context, findings: readonly Finding[], json: boolean): Promise<boolean> {
  await write(json ? `${JSON.stringify(findings, null, 2)}\n` : renderFindings(findings, folder));
  return !isBroken(findings);
}

function isBroken(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'wrong');
}
