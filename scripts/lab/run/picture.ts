/** A picture of a run for the documents: the terminal's screen as an SVG, readable on light and on dark. */
import { join, relative, sep } from 'node:path';
import type { Lab } from '../../course/course.ts';
import { unpackStarter } from '../../course/starter.ts';
import { writeWhole } from '../../course/write-file.ts';
import { recordFolder } from '../../practice/record-folder.ts';
import { sentenceOn } from '../../practice/sentence.ts';
import { paint } from '../render/paint.ts';
import { WIDTH } from '../render/wrap.ts';
import { renderRun } from './screen.ts';
import { renderSvg } from './svg.ts';

const ROWS = 30;

/** Runs the starter, then the solution, and writes both beside each other. Returns the path, relative to the root. */
export async function writePicture(root: string, lab: Lab, signal: AbortSignal): Promise<string> {
  const before = await recordFolder(lab, unpackStarter(root, lab), () => {}, signal);
  const after = await recordFolder(lab, lab.solution, () => {}, signal);
  const command = `npm run lab ${lab.number} run`;
  const screen = renderRun(`$ ${command}`, after, before, { columns: WIDTH, rows: ROWS }, paint(true));
  const file = join(root, 'docs', 'pictures', `${lab.name}-run.svg`);
  writeWhole(file, renderSvg(screen, `${command}: ${after.title}`, sentenceOn(after, before)));
  return relative(root, file).split(sep).join('/');
}
