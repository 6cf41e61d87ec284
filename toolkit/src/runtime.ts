/** What transformed ES modules import. CommonJS modules find the same object as a global, see `register.ts`. */
import { registry } from './registry/registry.ts';

export const {
  enter,
  exit,
  suspend,
  suspendCall,
  resume,
  restore,
  before,
  afterArgument,
  park,
  unparked,
  returning,
  iterate,
  disposed,
  disposing,
} = registry;
