#!/usr/bin/env node
/** CommonJS: the variables of a module are those of the function around it. */
const waiters = [];
const hubs = new Map();

async function take() {
  await new Promise((resolve) => waiters.push(resolve)); // suspended 100 take: variable waiters
}
for (let count = 0; count < 100; count++) take();

exports.watch = async (name) => {
  await new Promise((resolve) => hubs.set(name, { watchers: [resolve] })); // suspended 2 exports.watch: variable hubs: Map
};
exports.watch('a');
exports.watch('b');

process.emit('ready');
