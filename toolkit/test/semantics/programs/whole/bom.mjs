const f = async () => { await null; throw new Error("bom"); };
f().catch((e) => console.log(e.message, e.stack.match(/:(\d+):/)[1]));
