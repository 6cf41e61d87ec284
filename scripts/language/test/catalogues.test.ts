/** What a learner is told can be told in each language. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../say.mjs';
import { labsIn, missing, placesLost, sourcesIn, spokenIn, stale, textsOfLab } from './catalogues.ts';
import { bareTextsIn, comparedMessagesIn, messagesIn } from './messages.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SCRIPTS = ['scripts/**/*.{ts,mjs}'];
const labs = labsIn(ROOT).map((name) => ({
  name,
  catalogue: readCatalogue(join(ROOT, 'labs', name), 'zh-CN'),
  spoken: [...textsOfLab(ROOT, name), ...spokenIn(ROOT, [`labs/${name}/**/*.ts`])],
}));
const common = readCatalogue(join(ROOT, 'scripts', 'language'), 'zh-CN');
const spoken = spokenIn(ROOT, SCRIPTS);

/** Words with blanks in them that are told to nobody: what one part of the program says to another. */
const TOLD_TO_NOBODY = new Set([
  ...['chan send', 'chan receive', 'reaches in', 'all have to answer', 'those that can', 'the process is gone: …'],
  ...['slow to drain', 'leaks now and then', 'at first', 'under load', 'has no agent', 'export const number = …;\n'],
  ...['  npm run lab lang …  …', 'npm run lab … …', 'lang zh-CN', 'npm run lab … run', 'not on the stick'],
  ...['busy afterwards', 'leaks with who leaves', 'a b&c=d', 'no such report'],
  ...['no answer of a classroom', 'too long a message', 'the stream broke off'],
  ...['pragma busy_timeout=…', 'begin exclusive'],
]);
/** The lab command, what it rests on, and the labs. What runs in the learner's program, and pictures, tell nothing; wrong fixes tell their authors. */
const TELLING = [
  'scripts/lab.ts',
  'scripts/launch.mjs',
  'scripts/{checker,course,doctor,lab,launcher,practice}/**/*.{ts,mjs}',
];
const NOT_TELLING = /\/probe\/|\/svg\.ts$|\/stage\.ts$|\/(tiny-course|test-recordings|wrong-fix(es)?)\.ts$/;

describe('the catalogue of the scripts', () => {
  test('has each message', () => {
    expect(spoken.length).toBeGreaterThan(200);
    expect(missing(spoken, [common]), 'add these to `scripts/language/zh-CN.json`').toEqual([]);
  });

  test('has no other: but what several labs say', () => {
    const byLabs = labs.flatMap((lab) => lab.spoken);
    expect(stale(common, [...spoken, ...byLabs]), 'take these out of `scripts/language/zh-CN.json`').toEqual([]);
  });

  test('loses no value', () => {
    expect(placesLost(common)).toEqual([]);
  });
});

describe.for(labs)('the catalogue of $name', (lab) => {
  test('has each text and message', () => {
    expect(missing(lab.spoken, [common, lab.catalogue]), `add these to \`labs/${lab.name}/zh-CN.json\``).toEqual([]);
  });

  test('has no other, and none that the scripts have', () => {
    expect(stale(lab.catalogue, lab.spoken), `take these out of \`labs/${lab.name}/zh-CN.json\``).toEqual([]);
    expect(Object.keys(lab.catalogue).filter((text) => Object.hasOwn(common, text))).toEqual([]);
  });

  test('loses no value', () => {
    expect(placesLost(lab.catalogue)).toEqual([]);
  });

  test('says what another lab says in the same words', () => {
    const others = labs.filter(({ name }) => name !== lab.name);
    const otherwise = Object.entries(lab.catalogue).filter(([english, text]) =>
      others.some(({ catalogue }) => Object.hasOwn(catalogue, english) && catalogue[english] !== text),
    );
    expect(otherwise).toEqual([]);
  });
});

test('nothing is told in words that no catalogue can have', () => {
  const files = sourcesIn(ROOT, [...TELLING, 'labs/*/{check,series}*.ts', 'labs/*/check/**/*.ts']);
  const bare = files
    .filter((path) => !NOT_TELLING.test(path))
    .flatMap((path) =>
      bareTextsIn(path, readFileSync(join(ROOT, path), 'utf8'))
        .filter(({ text }) => !TOLD_TO_NOBODY.has(text))
        .map(({ text, line }) => `${path}:${line}  ${text}`),
    );
  expect(bare, 'say them: say`…`, or name them in `TOLD_TO_NOBODY`').toEqual([]);
});

describe('what is said', () => {
  const files = sourcesIn(ROOT, [...SCRIPTS, 'labs/*/**/*.ts']);

  test('decides nothing: a verdict is the same in each language', () => {
    const compared = files.flatMap((path) =>
      comparedMessagesIn(path, readFileSync(join(ROOT, path), 'utf8')).map((line) => `${path}:${line}`),
    );
    expect(compared).toEqual([]);
  });

  test('has words: of places alone nobody knows what they are', () => {
    const wordless = [...spoken, ...labs.flatMap((lab) => lab.spoken)].filter(({ text }) => /^[{}\d\s]*$/.test(text));
    expect(
      wordless.map(({ where }) => where),
      'join sentences by `sentences`',
    ).toEqual([]);
  });
});

describe('what is found in a source', () => {
  const PLACE = '$'.concat('{n}');

  test('messages, with numbered places, however they are nested', () => {
    const source = 'const a = say`$N of $F wait`;\nconst b = other`$N no`;\n'
      .replaceAll('$N', PLACE)
      .replace('$F', PLACE.replace('n', 'f(say`inner \\`x\\``)'));
    expect(messagesIn('a.ts', source)).toEqual([
      { text: '{0} of {1} wait', line: 1 },
      { text: 'inner `x`', line: 1 },
    ]);
  });

  test('words that look like a message, and stand behind no `say`', () => {
    const source = [
      "print('One two');",
      `print(\`${PLACE} tasks wait\`);`,
      `print(say\`said ${PLACE} it is\`);`,
      "type Mode = 'not a message';",
      "throw new Error('for the author only');",
      "import 'a path/of a file';",
    ].join('\n');
    expect(bareTextsIn('a.ts', source).map(({ line }) => line)).toEqual([1, 2, 6]);
  });

  test('messages that something is decided by', () => {
    const source = [
      'if (body === say`ok`) a();',
      'text.includes(say`gone`);',
      'switch (x) { case say`one`: b(); }',
      'const c = say`one` + say`two`;',
      'print(say`fine`);',
    ].join('\n');
    expect(comparedMessagesIn('a.ts', source)).toEqual([1, 2, 3]);
  });

  test('what a catalogue lacks, has too many, or loses', () => {
    const said = [{ text: '{0} tasks', line: 1, where: 'a.ts:1' }];
    expect(missing(said, [{}])).toEqual(['a.ts:1  "{0} tasks"']);
    expect(stale({ '{0} tasks': '{0} 个任务', gone: '没了' }, said)).toEqual(['gone']);
    expect(placesLost({ '{0} of {1}': '{1} 中的 {0}', '{0} tasks': '任务' })).toEqual(['"{0} tasks": "任务"']);
  });
});
