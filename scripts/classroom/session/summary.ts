/** What an instructor wants to see at one look, from all learners. Pure. */
import { type Cell, type LearnerView, STUCK_MINUTES, type Summary } from '../protocol/dashboard.ts';

const PRESENT_MS = 120_000;

/** `connected`: ids of those whose stream is open here. */
export function summarize(
  course: readonly { name: string }[],
  learners: readonly LearnerView[],
  connected: ReadonlySet<string>,
  now: number,
): Summary {
  const present = learners.filter(({ id, seenAt }) => connected.has(id) || now - seenAt < PRESENT_MS).length;
  return {
    learners: learners.length,
    present,
    labs: course.map(({ name }) => countLab(name, learners)),
    facts: failedFacts(learners),
    stuck: stuckLearners(learners, now),
    hands: learners
      .flatMap(({ id, hand }) => (hand === null ? [] : [{ id, hand }]))
      .sort((a, b) => a.hand.raisedAt - b.hand.raisedAt)
      .map(({ id }) => id),
  };
}

function countLab(lab: string, learners: readonly LearnerView[]): Summary['labs'][number] {
  const states = learners.map(({ cells }) => cells[lab]?.state ?? null);
  const count = (...wanted: (Cell['state'] | null)[]): number =>
    states.filter((state) => wanted.includes(state)).length;
  return {
    lab,
    notStarted: count(null),
    working: count('working', 'unjudged'),
    failing: count('failing'),
    passed: count('passed'),
    caughtUp: count('caught-up'),
  };
}

/** A learner is at the lab that was heard of last; what fails elsewhere has been left for now. */
function at(learner: LearnerView): { lab: string; cell: Cell } | null {
  const cells = Object.entries(learner.cells).map(([lab, cell]) => ({ lab, cell }));
  return cells.reduce<{ lab: string; cell: Cell } | null>(
    (last, each) => (last === null || each.cell.at > last.cell.at ? each : last),
    null,
  );
}

function failedFacts(learners: readonly LearnerView[]): Summary['facts'] {
  const facts = new Map<string, Summary['facts'][number]>();
  for (const learner of learners) {
    const { lab = '', cell } = at(learner) ?? {};
    if (cell?.state !== 'failing' || cell.fact === null) continue;
    const key = `${lab} ${cell.fact}`;
    const known = facts.get(key) ?? { lab, fact: cell.fact, learners: [] };
    known.learners.push(learner.id);
    facts.set(key, known);
  }
  return [...facts.values()].sort((a, b) => b.learners.length - a.learners.length);
}

function stuckLearners(learners: readonly LearnerView[], now: number): Summary['stuck'] {
  return learners
    .flatMap((learner) => {
      const { lab, cell } = at(learner) ?? {};
      if (lab === undefined || cell === undefined || cell.state === 'passed' || cell.state === 'caught-up') return [];
      if (now - cell.since < STUCK_MINUTES * 60_000) return [];
      return [{ learner: learner.id, lab, fact: cell.fact, since: cell.since }];
    })
    .sort((a, b) => a.since - b.since);
}
