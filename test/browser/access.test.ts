import { inspectMainJob } from './main-job.ts';

inspectMainJob({ scripts: true });
