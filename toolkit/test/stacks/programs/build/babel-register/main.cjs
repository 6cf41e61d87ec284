require('./hook.cjs');
require('./app.ts');
