/** Puts the fault of this name into the sources of the toolkit while they are loaded. */
import Module from 'node:module';
import { BREAKS } from './breaks.ts';

const fault = BREAKS.find(({ name }) => name === process.env['GENERATED_FAULT']);
if (fault === undefined) throw new Error(`There is no fault \`${process.env['GENERATED_FAULT']}\` in \`breaks.ts\`.`);
const { edits } = fault;

Module.registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const own = edits.filter(({ file }) => url.endsWith(`/toolkit/src/${file}`));
    if (own.length === 0) return loaded;
    const source = own.reduce((text, { from, to }) => text.replace(from, () => to), String(loaded.source));
    return { ...loaded, source };
  },
});
