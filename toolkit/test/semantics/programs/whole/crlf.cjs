"use strict";
const f = async () => {
  await null;
  throw new Error("crlf");
};
f().catch((e) => console.log(e.message, e.stack.match(/cjs:(\d+):/)[1]));
