process.on('unhandledRejection', (reason, promise) => { console.log('unhandled', reason.message, promise instanceof Promise); });
process.on('rejectionHandled', () => console.log('handled later'));
const fails = async () => { throw new Error('first'); };
const tail = async () => fails();
const late = fails();
setTimeout(() => late.catch((e) => console.log('caught', e.message)), 5);
void tail();
