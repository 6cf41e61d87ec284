const start = async () => console.log('started');
await start();
