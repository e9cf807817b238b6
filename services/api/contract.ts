import { z } from 'zod';
import { defineContract } from '../../core/rpc/contract.ts';
import { accountMethods } from './contract/accounts.ts';
import { auditMethods } from './contract/audit.ts';
import { commentMethods } from './contract/comments.ts';
import { exportMethods, exportStreams } from './contract/export.ts';
import { feedbackMethods } from './contract/feedback.ts';
import { indieauthMethods } from './contract/indieauth.ts';
import { letterMethods } from './contract/letters.ts';
import { mediaMethods } from './contract/media.ts';
import { mentionMethods } from './contract/mentions.ts';
import { movingMethods } from './contract/moving.ts';
import { passkeyMethods } from './contract/passkeys.ts';
import { peopleMethods } from './contract/people.ts';
import { postMethods } from './contract/posts.ts';
import { queueMethods } from './contract/queue.ts';
import { redirectMethods } from './contract/redirects.ts';
import { revisionMethods } from './contract/revisions.ts';
import { sessionMethods } from './contract/sessions.ts';
import { siteMethods } from './contract/site.ts';
import { termMethods } from './contract/terms.ts';
import { threadMethods } from './contract/thread.ts';
import { tokenMethods } from './contract/tokens.ts';
import { trashMethods } from './contract/trash.ts';
import { webhookMethods } from './contract/webhooks.ts';
import { writingMethods } from './contract/writing.ts';

export * from './contract/accounts.ts';
export * from './contract/audit.ts';
export * from './contract/cards.ts';
export * from './contract/comments.ts';
export * from './contract/export.ts';
export * from './contract/feedback.ts';
export * from './contract/indieauth.ts';
export * from './contract/media.ts';
export * from './contract/mentions.ts';
export * from './contract/moving.ts';
export * from './contract/passkeys.ts';
export * from './contract/paths.ts';
export * from './contract/people.ts';
export * from './contract/posts.ts';
export * from './contract/queue.ts';
export * from './contract/redirects.ts';
export * from './contract/revisions.ts';
export * from './contract/roles.ts';
export * from './contract/sessions.ts';
export * from './contract/site.ts';
export * from './contract/terms.ts';
export * from './contract/thread.ts';
export * from './contract/tokens.ts';
export * from './contract/trash.ts';
export * from './contract/webhooks.ts';
export * from './contract/writing.ts';

export const apiContract = defineContract('api', {
  paths: ['/api/v1', '/media', '/micropub', '/pingback', '/websub'],
  methods: {
    ...siteMethods,
    ...postMethods,
    ...trashMethods,
    ...revisionMethods,
    ...redirectMethods,
    ...mediaMethods,
    ...threadMethods,
    ...mentionMethods,
    ...webhookMethods,
    ...writingMethods,
    ...commentMethods,
    ...queueMethods,
    ...feedbackMethods,
    ...letterMethods,
    ...peopleMethods,
    ...passkeyMethods,
    ...sessionMethods,
    ...tokenMethods,
    ...accountMethods,
    ...auditMethods,
    ...indieauthMethods,
    ...exportMethods,
    ...movingMethods,
    ...termMethods,
  },
  streams: exportStreams,
  events: {
    /** Something a visitor could see has changed. */
    siteChanged: z.object({ revision: z.number() }),
  },
  errors: {
    slug_taken: 'conflict',
    changed_since: 'conflict',
    moved: 'not_found',
    slug_reserved: 'invalid',
    redirect_loop: 'invalid',
    idempotency_mismatch: 'conflict',
    idempotency_under_way: 'conflict',
    setup_done: 'forbidden',
    last_way_in: 'conflict',
    owner_stays: 'conflict',
    media_type: 'invalid',
    bad_name: 'invalid',
    weak_code: 'invalid',
    bad_address: 'invalid',
    name_taken: 'conflict',
    wrong_code: 'forbidden',
    comments_closed: 'forbidden',
    media_used: 'conflict',
    too_large: 'invalid',
    too_many_pixels: 'invalid',
    invalid_client: 'invalid',
    invalid_redirect: 'invalid',
    invalid_grant: 'invalid',
    sign_in_failed: 'forbidden',
    no_such_target: 'invalid',
    site_needed: 'invalid',
    import_runs: 'conflict',
    disk_full: 'unavailable',
  },
});
