export { DebugAccessError, DebugServerError, NotCalledError } from '../errors.ts';
export type { Allow } from './access.ts';
export { type DebugRouterOptions, debugRouter, type Handler } from './debug-router.ts';
export { type DebugServer, type DebugServerOptions, debugServer } from './debug-server.ts';
export { type RequestTasks, type RequestTasksOptions, requestTasks } from './request-tasks.ts';
