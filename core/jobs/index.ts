export type { JobContext, JobDefinition } from './definition.ts';
export { createJobs, type JobFailures, type Jobs, type JobsOptions } from './jobs.ts';
export type { QueryRunner, Queue, SendOptions } from './queue.ts';
