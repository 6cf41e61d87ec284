const fails = async () => { await null; throw new TypeError('nobody awaits'); };
process.on('exit', (code) => console.log('exit', code));
void fails();
