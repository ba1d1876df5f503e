import type { Context } from '../../context.ts';
import type { Jobs } from '../../platform/worker.ts';
import { deleteExpiredDrafts } from './drafts/expiry.ts';
import { issueResult } from './results/actions.ts';
import { ensureReceipt } from './submission/receipt.ts';
import { rejectUnanswered } from './supplements/expiry.ts';

/** Papers that are made after the commit, and what happens when terms pass. */
export function applicationJobs(ctx: Context): Jobs {
  return {
    handlers: {
      'application.submitted': async (payload) => void (await ensureReceipt(ctx, caseIdOf(payload))),
      'application.approved': (payload) => issueResult(ctx, caseIdOf(payload)),
    },
    schedule: [
      { name: 'applications.drafts', cron: '40 3 * * *', run: () => deleteExpiredDrafts(ctx) },
      { name: 'applications.answers', cron: '5 * * * *', run: () => rejectUnanswered(ctx) },
    ],
  };
}

function caseIdOf(payload: unknown): string {
  return (payload as { caseId: string }).caseId;
}
