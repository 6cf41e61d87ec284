/**
 * What every npm script starts: `node scripts/launch.cjs scripts/lab.ts …`. In the syntax of 2009 on purpose: however old
 * the Node of this machine is, it has to understand this file, to say that it is too old.
 */
var OLDEST = 20;
var environment = process.env;
var locale = environment.LEAKLAB_LANGUAGE || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
// What is said in other languages elsewhere stands in a catalogue, whose reader is too new for an old Node.
var chinese = /^zh/i.test(locale);
// biome-ignore-start lint/style/useTemplate: an old Node can't read a template.
var sentence = chinese
  ? '这是 Node ' + process.version + '，而 Leaklab 需要 Node ' + OLDEST + ' 或更新的版本。'
  : 'This is Node ' + process.version + ', and Leaklab needs Node ' + OLDEST + ' or newer.';
// biome-ignore-end lint/style/useTemplate: as above.
var advice = chinese
  ? '请从 https://nodejs.org 安装，或者运行 `nvm install 24`，然后再试一次。'
  : 'Get one from https://nodejs.org, or by `nvm install 24`, and try again.';

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  console.error(sentence);
  console.error(advice);
  process.exitCode = process.argv[3] === 'doctor' ? 1 : 2;
} else {
  require('./launcher/load.cjs');
}
