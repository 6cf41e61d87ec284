import type { CourseLab } from '../protocol/dashboard.ts';
import type { Report } from '../protocol/learner.ts';

/**
 * What of a report this course can have: a lab that it does not have is nobody's, and of a fact that the lab does not have only
 * the state is known. Null where nothing is left. Who has another version of the course is heard as far as both agree.
 */
export function understood(course: readonly CourseLab[], report: Report): Report | null {
  if (report.kind !== 'lab') return report;
  const lab = course.find(({ name }) => name === report.lab);
  if (lab === undefined) return null;
  const known = report.fact === null || lab.facts === null || Object.hasOwn(lab.facts, report.fact);
  return known ? report : { ...report, fact: null };
}
