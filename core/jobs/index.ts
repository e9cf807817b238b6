export type { JobContext, JobDefinition } from './definition.ts';
export { createJobs, type Jobs, type JobsOptions, type Queue, type SendOptions } from './jobs.ts';
