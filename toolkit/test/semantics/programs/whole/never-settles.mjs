const f = async () => { await new Promise(() => {}); };
process.on('exit', (code) => console.log('code', code));
await f();
