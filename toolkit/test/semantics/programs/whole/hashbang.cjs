#!/usr/bin/env node
"use strict";
async function f() { await null; return this === undefined; }
f().then((x) => console.log(x));
