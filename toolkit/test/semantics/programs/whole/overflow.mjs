let depth = 0;
const forever = async () => { depth++; await forever(); };
try { await forever(); } catch (error) { console.log(error.name); }
console.log(depth > 500, await (async () => { await null; return 'still fine'; })());
