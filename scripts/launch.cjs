/**
 * What every npm script starts: `node scripts/launch.cjs scripts/lab.ts …`. In the syntax of 2009 on purpose: however old
 * the Node of this machine is, it has to understand this file, to say that it is too old.
 */
var OLDEST = 20;
// biome-ignore lint/style/useTemplate: an old Node can't read a template.
var sentence = 'This is Node ' + process.version + ', and Leaklab needs Node ' + OLDEST + ' or newer.';
var advice = 'Get one from https://nodejs.org, or by `nvm install 24`, and try again.';

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  console.error(sentence);
  console.error(advice);
  process.exitCode = process.argv[3] === 'doctor' ? 1 : 2;
} else {
  require('./launcher/load.cjs');
}
