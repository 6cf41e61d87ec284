export { AgentAddressError, AgentListeningError } from '../errors.ts';
export { close, type Listening, type ListenOptions, listen } from './agent.ts';
