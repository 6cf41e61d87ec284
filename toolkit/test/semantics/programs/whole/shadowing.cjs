const Symbol = 'symbol', Promise_ = Promise;
var globalThis = 'global', require_ = require;
const f = async () => { await null; return [Symbol, globalThis, typeof require_, f.name]; };
f().then((x) => console.log(...x));
exports.f = f;
console.log(module.exports.f === f, (async () => {})() instanceof Promise_);
