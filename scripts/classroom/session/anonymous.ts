/** Names for those who give none: `anonymous otter`. */

const ANIMALS = [
  'otter',
  'heron',
  'lynx',
  'wren',
  'badger',
  'ibis',
  'marten',
  'puffin',
  'gecko',
  'tapir',
  'crane',
  'dormouse',
  'bison',
  'kestrel',
  'newt',
  'okapi',
  'plover',
  'quail',
  'robin',
  'seal',
  'toad',
  'urchin',
  'vole',
  'walrus',
  'yak',
  'zebra',
  'finch',
  'hare',
  'jackdaw',
  'koala',
  'lemur',
  'mole',
  'narwhal',
  'osprey',
  'panda',
  'raven',
  'stoat',
  'tern',
  'wombat',
  'adder',
];

/** Another one for each learner; `number` counts from 1. */
export function anonymousName(number: number): string {
  const round = Math.floor((number - 1) / ANIMALS.length);
  return `anonymous ${ANIMALS[(number - 1) % ANIMALS.length]}${round === 0 ? '' : ` ${round + 1}`}`;
}
