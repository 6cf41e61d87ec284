/**
 * The ids of the facts of each lab, as JSON: null where its checker can't be loaded. A program of its own, so that a server of
 * hours does not keep the checkers in its memory.
 */
import { loadChecker } from '../../checker/load-checker.ts';
import { readCourse } from '../../course/course.ts';

const facts: { [lab: string]: string[] | null } = {};
for (const { name, folder } of readCourse(process.argv[2] ?? '')) {
  facts[name] = await loadChecker(folder).then(
    (checker) => checker.facts.map(({ id }) => id),
    () => null,
  );
}
process.stdout.write(JSON.stringify(facts));
