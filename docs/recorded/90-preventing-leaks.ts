import { defineRecordings, experiment } from '../../scripts/documents/recording/index.ts';

export default defineRecordings({
  preventing: experiment('preventing'),
});
