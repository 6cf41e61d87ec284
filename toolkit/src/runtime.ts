/** What transformed ES modules import. CommonJS modules find the same object as a global, see `register.ts`. */
import { registry } from './registry/registry.ts';

export const {
  enter,
  exit,
  suspend,
  suspendCall,
  resume,
  restore,
  calls,
  before,
  beforeWith,
  beforeWithout,
  callingWith,
  callingWithout,
  takeBack,
  giveBack,
  park,
  unparked,
  returning,
  returningCall,
  unreturned,
  returned,
  threw,
  iterate,
  disposed,
  disposing,
} = registry;
