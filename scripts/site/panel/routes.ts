/** The panel's addresses: one stream for each tab, what a tab may ask for, and what it may read. */
import { Router } from 'express';
import type { Lab } from '../../course/course.ts';
import type { Language } from '../../language/language.mjs';
import { LANGUAGES } from '../book.ts';
import { NotThere } from '../inside.ts';
import { diffWithSolution } from './diff.ts';
import { refusal } from './guard.ts';
import type { Panel } from './panel.ts';
import { excerpt } from './places.ts';
import type { Ask } from './state.ts';
import { Streams } from './streams.ts';

const ASKS: readonly Ask[] = ['run', 'starter', 'check', 'stop', 'hint'];

export function panelRoutes(panel: Panel): Router {
  const streams = new Streams(panel);
  const router = Router({ caseSensitive: true, strict: true });
  const labOf = (name: string): Lab => {
    const lab = panel.course.find((each) => each.name === name);
    if (lab === undefined) throw new NotThere(`There is no lab \`${name}\`.`);
    return lab;
  };
  router.use((request, response, next) => {
    const reason = refusal(request.method, request.headers);
    if (reason === null) next();
    else response.status(403).type('text').send(`${reason}\n`);
  });
  router.get('/:lab/events', (request, response) => {
    const lab = labOf(request.params.lab);
    streams.add(lab.name, languageOf(request.query['language']), response);
  });
  router.get('/:lab/source/:file/:line', (request, response) => {
    const { lab, file, line } = request.params;
    response.json(excerpt(labOf(lab), file, Number(line)));
  });
  router.get('/:lab/diff', async (request, response) => {
    const lab = labOf(request.params.lab);
    const { confirmed, language } = request.query;
    const reason = await panel.refusesSolution(lab.name, confirmed === 'yes', languageOf(language));
    if (reason === null) response.json(diffWithSolution(lab));
    else response.status(403).type('text').send(reason);
  });
  router.post('/:lab/reset', (request, response) => {
    const { lab } = request.params;
    const done = changed(() => panel.startOver(labOf(lab).name, languageOf(request.query['language'])));
    response.status(done.status).json(done.answer);
  });
  router.post('/:lab/restore', (request, response) => {
    const { lab } = request.params;
    const done = changed(() => panel.undoStartOver(labOf(lab).name, languageOf(request.query['language'])));
    response.status(done.status).json(done.answer);
  });
  for (const what of ASKS) {
    router.post(`/:lab/${what}`, (request, response) => {
      panel.ask(labOf(request.params.lab).name, what, languageOf(request.query['language']));
      response.status(204).end();
    });
  }
  router.post('/:lab/hand', (request, response) => {
    labOf(request.params.lab);
    const { question } = request.query;
    panel.raiseHand(typeof question === 'string' ? question : null);
    response.status(204).end();
  });
  router.post('/:lab/lower', (request, response) => {
    labOf(request.params.lab);
    panel.lowerHand();
    response.status(204).end();
  });
  router.post('/:lab/join', async (request, response) => {
    labOf(request.params.lab);
    const { address, code, name, language } = request.query;
    const invitation = { address: textOf(address), code: textOf(code), name: textOf(name) };
    const { joined, note } = await panel.join(invitation, languageOf(language));
    response
      .status(joined ? 200 : 422)
      .type('text')
      .send(note ?? '');
  });
  router.post('/:lab/leave', async (request, response) => {
    labOf(request.params.lab);
    await panel.leave();
    response.status(204).end();
  });
  return router;
}

/** A disk that is full, or a file that another program holds: the learner's to mend, and no mistake of ours. */
function changed(change: () => boolean): { status: number; answer: { changed: boolean } | { problem: string } } {
  try {
    return { status: 200, answer: { changed: change() } };
  } catch (error) {
    if (error instanceof NotThere || !(error instanceof Error)) throw error;
    return { status: 422, answer: { problem: error.message } };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function languageOf(code: unknown): Language {
  return LANGUAGES.find((language) => language === code) ?? 'en';
}
