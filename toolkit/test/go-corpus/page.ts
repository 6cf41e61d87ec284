/** The page of the corpus, from what was observed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mark } from '../mark.ts';
import { type Family, GO, GOBENCH } from './families.ts';
import type { Program } from './marks.ts';
import type { Observed } from './programs/run.ts';

export type Language = 'en' | 'zh-CN';

const SHOWN = 'toolkit/test/go-corpus/programs/sender-needs-lock.ts#etcd6873';
export const catalogue: { [english: string]: string } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'zh-CN.json'), 'utf8'),
);

/** What was observed on one version of Node. The test holds that all do the same, so it is said of all. */
export function page(language: Language, programs: readonly Program[], { faults }: Observed): string {
  const say = (english: string, values: { [name: string]: string | number } = {}): string => {
    const text = language === 'en' ? english : catalogue[english];
    if (text === undefined) throw new Error(`\`zh-CN.json\` lacks ${JSON.stringify(english)}: add it.`);
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  };
  const marks = programs.flatMap(({ forms }) => [...forms.values()].flat());
  const proven = marks.filter(({ leaked }) => leaked);
  const values = {
    programs: programs.length,
    inNode: programs.filter(({ forms }) => forms.has('leakingInNode')).length,
    places: proven.length,
    held: marks.length - proven.length,
  };

  const cell = (marks: readonly Mark[], heldBy: string | undefined): string =>
    marks
      .map(({ wait, count, leaked }) => {
        const times = count === 1 ? `\`${wait}\`` : `\`${wait}\` (${count})`;
        return leaked ? times : say('{times}, held by {holder}', { times, holder: say(heldBy ?? '') });
      })
      .join('; ');
  const row = ({ file, name, forms }: Program): string => {
    const { fault, heldBy } = faults[`${file}/${name}`] ?? { fault: '' };
    const cells = [titleOf(name), say(fault), cell(forms.get('leaking') ?? [], heldBy)];
    return `| ${[...cells, cell(forms.get('leakingInNode') ?? [], heldBy)].join(' | ')} |`;
  };
  const section = ({ file, title }: Family): string =>
    [
      `### ${say(title)}`,
      '',
      say('In [`{file}.ts`](../../../toolkit/test/go-corpus/programs/{file}.ts).', { file }),
      '',
      `| ${say('program')} | ${say('what goes wrong')} | ${say('its tasks wait at')} | ${say('as one writes it in Node')} |`,
      '|---|---|---|---|',
      ...programs.filter((program) => program.file === file).map(row),
      '',
    ].join('\n');

  const made =
    '<!-- Made by toolkit/test/go-corpus/go-corpus.test.ts from what it observed; run it with `-u` after a change. -->';
  const paragraphs = INTRODUCTION.map((english) => say(english, values)).join('\n\n');
  const beside = BESIDE.map((english) => say(english, values)).join('\n\n');
  return `${language === 'en' ? `${made}\n` : ''}# ${say('The leaks of real Go programs')}

${paragraphs}

<!-- code: ${SHOWN} -->
\`\`\`ts
${regionShown()}
\`\`\`

## ${say('Beside what Go finds')}

${beside}

## ${say('The kernels of GoBench')}

${GOBENCH.map(section).join('\n')}
## ${say("Go's own tests")}

${say(ABOUT_GO)}

${GO.map(section).join('\n')}`;
}

const INTRODUCTION = [
  "These are {programs} programs that leak, each with its mended form. Their faults come from well-known Go projects, as the [GoBench](https://github.com/timmyyuan/gobench) suite has collected them (its 68 *blocking* kernels), and from the programs by which Go tests its own [goroutine leak profile](https://github.com/golang/go/tree/master/src/runtime/testdata/testgoroutineleakprofile). Each was written anew, from a description of its fault, with taskscope's channels and locks. {inNode} of them have a second form, as somebody would write it who knows Node and not Go.",
  'In each program the order of events is forced, so that it leaks every time. The test that made this page ran all of them, five times each, in one process, on every version of Node that taskscope supports. At {places} places tasks are lost; taskscope proved every one of them, at that place and with its wait reason. The mended forms left nothing behind, and taskscope blamed nothing in them. At {held} more places tasks wait for ever, but something still holds them: there is no proof there, and the table says what holds them.',
  'One of them, with its cure:',
];

const BESIDE = [
  'The same idea in Go is GOLF, from which the goroutine leak profile has come. Its authors report that it finds 94 % of the leaks in their microbenchmarks, which are these kernels and the patterns of an earlier study of theirs: G.-V. Saioc, I.-T. A. Lee, A. Møller, M. Chabbi, [*Dynamic Partial Deadlock Detection and Recovery via Garbage Collection*](https://dl.acm.org/doi/10.1145/3676641.3715990), ASPLOS 2025.',
  'Their number and ours measure different things. There the programs run as they are, on 1 to 10 processors, and it depends on the schedule whether a kernel leaks in a run at all. Here the schedule is forced, and the only questions are whether the proof comes, whether it names the right line, and whether a mended program is left in peace.',
];

const ABOUT_GO =
  'These are all but `SelectNoCasesMain`, in which `main` waits for ever and must not be blamed: in taskscope the top level of a module is no task, so there is nothing that could be blamed. `NoLeakGlobal` and `DaisyChain` are no leaks in Go either: their tasks live, and must not be blamed.';

/** `cockroach9935` is number 9935 of that project; Go's tests have names. */
function titleOf(name: string): string {
  return name.replace(/^([a-z]+)(\d+)$/, '$1 $2');
}

function regionShown(): string {
  const [path = '', region = ''] = SHOWN.split('#');
  const source = readFileSync(join(import.meta.dirname, '..', '..', '..', path), 'utf8');
  return new RegExp(`// #region ${region}\\n([\\s\\S]*?)\\n// #endregion`).exec(source)?.[1] ?? '';
}
