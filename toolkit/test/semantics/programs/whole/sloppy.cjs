<!-- an html comment
async function callee(n) { await null; return n > 0 ? arguments.callee(n - 1) : typeof arguments.callee; }
async function dynamic(o) { with (o) { await null; return inside; } }
async function duplicate(a, a) { await null; return a; }
async function self() { return typeof this; }
async function hoisted(p) { function p() { return 'function'; } return typeof p === 'function' ? p() : p; }
async function twice() { function f() { return 1; } function f() { return 2; } return f(); }
async function evals() { eval('var leaked = 3'); await null; return leaked; }
async function octal() { await null; return 010; }
var let_ = async () => { await null; var undefined_; return undefined_; };
--> another html comment
(async () => { console.log(await callee(2), await dynamic({ inside: 'w' }), await duplicate(1, 2), await self(), await hoisted('value'), await twice(), await evals(), await octal(), await let_()); })();
if (module.children) return;
console.log('not reached');
