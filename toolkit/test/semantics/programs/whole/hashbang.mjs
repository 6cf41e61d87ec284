#!/usr/bin/env node
async function f() { await null; return new Error("x").stack.split("\n")[1].match(/:(\d+):/)[1]; }
f().then((x) => console.log(x));
