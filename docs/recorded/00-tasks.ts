import { command, defineRecordings, experiment, MEGABYTES } from '../../scripts/documents/recording/index.ts';

export default defineRecordings({
  tasks: experiment('tasks'),
  'held-slot': experiment('held-slot'),
  'lost-and-kept': experiment('lost-and-kept', { varies: [MEGABYTES] }),
  'lost-and-kept-go': command('go run docs/experiments/lost-and-kept.go', { varies: [MEGABYTES] }),
});
