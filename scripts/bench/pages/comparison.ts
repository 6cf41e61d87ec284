/** The page of the leak tests side by side. */
import type { Compared } from '../comparison/comparison.ts';
import type { Outcome, Seen } from '../comparison/observe.ts';
import { HANDLERS } from '../comparison/tools.ts';
import { duration } from '../growth/plot.ts';
import type { Reading } from '../measure.ts';
import { type Language, WORDS } from './comparison-words.ts';
import { inWords } from './machine.ts';
import type { Stored } from './store.ts';

const PROJECT = 'scripts/bench/comparison/project';

/** `code` reads a region of the handlers, so that the page shows what was run. */
export function comparisonPage(
  language: Language,
  { machine, comparison }: Stored['comparison'],
  code: (region: string) => string,
): string {
  const words = WORDS[language];
  const { tools, versions, missing } = comparison;

  const outcome = (seen: Outcome = 'unseen', leaks: boolean): string => {
    const right = leaks ? seen === 'proven' || seen === 'failed' : seen === 'unseen';
    return `${right ? '✓' : '✗'} ${words.outcomes[seen]}`;
  };
  const outcomes = (of: (tool: Compared) => Seen): string =>
    [
      `| | ${HANDLERS.map(({ name, leaks }) => words[leaks ? 'leaks' : 'healthy'](`\`${name}\``)).join(' | ')} |`,
      `|---|${HANDLERS.map(() => '---|').join('')}`,
      ...tools.map(
        (tool) => `| ${tool.name} | ${HANDLERS.map(({ name, leaks }) => outcome(of(tool)[name], leaks)).join(' | ')} |`,
      ),
    ].join('\n');
  /** A difference is below zero, now and then, where it is smaller than what two runs differ by. */
  const range = ({ value, least, most }: Reading, unit: number): string => {
    const [middle, from, to = ''] = [value, least, most].map((each) => duration(Math.max(each, 0) * unit));
    return value <= 0 || least <= 0 ? words.notTold(to) : `${middle} [${from}..${to}]`;
  };
  const costs = ({ name, alone, failsTheRun, verdict, healthy }: Compared): string => {
    const toVerdict = alone['query'] === 'unseen' ? words.none : range(verdict, 1);
    return `| ${name} | ${failsTheRun ? `✓ ${words.yes}` : `✗ ${words.no}`} | ${toVerdict} | ${range(healthy, 1e-3)} |`;
  };

  return `${words.made}
# ${words.title}

${words.introduction}

${HANDLERS.map(({ name }) => `<!-- code: ${PROJECT}/handlers.ts#${name} -->\n\`\`\`ts\n${code(name)}\n\`\`\``).join('\n\n')}

${inWords(machine, language)}${words.versions(versions)}${missing.length === 0 ? '' : `\n${words.notMeasured(missing)}`}

## ${words.blamed}

${words.legend}

${words.alone}

${outcomes(({ alone }) => alone)}

${words.together}

${outcomes(({ together }) => together)}

## ${words.costs}

${words.method}

| | ${words.columns.join(' | ')} |
|---|---|---|---|
${tools.map(costs).join('\n')}
`;
}
