/**
 * The labs as the dashboard shows them, in the language that the environment asks for, as JSON: null for the facts of a lab whose
 * checker can't be loaded. A program of its own, so that a server of hours does not keep the checkers in its memory.
 */
import { loadChecker } from '../../checker/load-checker.ts';
import { readCourse } from '../../course/course.ts';

const labs = readCourse(process.argv[2] ?? '').map(async ({ name, number, title, folder }) => {
  const facts = await loadChecker(folder).then(
    (checker) => checker.facts.map(({ id, title: words }) => [id, words]),
    () => null,
  );
  return { name, number, title, facts };
});
process.stdout.write(JSON.stringify(await Promise.all(labs)));
