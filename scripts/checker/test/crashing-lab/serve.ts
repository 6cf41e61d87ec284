export { serve } from '../lab/serve.ts';
