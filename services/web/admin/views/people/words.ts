import type { AuditArea, GivenRole, PersonalScope } from '../../../../api/contract.ts';

/** How somebody came in, by the name that the api gives it. */
export const METHODS: Readonly<Record<string, string>> = {
  passkey: 'a passkey',
  'recovery-code': 'a recovery code',
  token: 'a token',
  link: 'a sign-in link',
  setup: 'set-up',
  invitation: 'an invitation',
};

export const ROLE_CHOICES: readonly { value: GivenRole; label: string }[] = [
  { value: 'member', label: 'Member: reads private posts' },
  { value: 'moderator', label: 'Moderator: decides on comments and mentions' },
  { value: 'editor', label: 'Editor: writes and changes posts too' },
];

/** The scopes that are offered for a token that is made by hand, with what each allows. */
export const SCOPE_CHOICES: readonly { value: PersonalScope; label: string; hint: string }[] = [
  { value: 'read', label: 'read', hint: 'Read all posts, drafts and private ones too' },
  { value: 'write', label: 'write', hint: 'Make, change and delete posts; reads as well' },
  { value: 'moderate', label: 'moderate', hint: 'Decide on comments and mentions' },
  { value: 'admin', label: 'admin', hint: 'Everything, people and tokens too; signs you in' },
];

export const AREAS: Readonly<Record<AuditArea, string>> = {
  'sign-in': 'Sign-ins',
  account: 'Accounts',
  passkey: 'Passkeys',
  token: 'Tokens',
  invitation: 'Invitations',
  settings: 'Settings',
  moderation: 'Moderation',
  post: 'Posts',
  site: 'Site',
};

/** What was done, by the action's name in the log; an action without words here is shown by its name. */
export const ACTIONS: Readonly<Record<string, string>> = {
  'sign-in.passkey': 'Signed in by a passkey',
  'sign-in.recovery-code': 'Signed in by a recovery code',
  'sign-in.token': 'Signed in by a token',
  'sign-in.link': 'Signed in by a sign-in link',
  'sign-in.setup': 'Signed in by set-up',
  'sign-in.invitation': 'Signed in by an invitation',
  'sign-in.fail': 'Was not let in',
  'sign-in.revoke': 'Ended a session',
  'sign-in.revoke-others': 'Ended all other sessions',
  'account.claim': 'Took over the site',
  'account.rename': 'Changed their name',
  'account.role': 'Changed a role',
  'account.close': 'Closed an account',
  'account.reopen': 'Opened an account again',
  'account.remove': 'Removed an account',
  'account.recovery-codes': 'Made recovery codes',
  'account.sign-in-link': 'Made a sign-in link',
  'passkey.add': 'Added a passkey',
  'passkey.remove': 'Removed a passkey',
  'token.create': 'Made a token',
  'token.revoke': 'Revoked a token',
  'invitation.create': 'Invited somebody',
  'invitation.accept': 'Accepted an invitation',
  'invitation.revoke': 'Took an invitation back',
  'settings.change': 'Changed settings',
  'moderation.approve': 'Approved responses',
  'moderation.pend': 'Put responses back into the queue',
  'moderation.spam': 'Held responses as spam',
  'moderation.delete': 'Deleted responses',
  'moderation.edit': 'Edited a response',
  'moderation.undo': 'Undid a decision',
  'moderation.block': 'Blocked',
  'moderation.unblock': 'Took a block away',
  'moderation.allow-domain': 'Let the mentions of a domain through',
  'moderation.block-domain': 'Blocked the mentions of a domain',
  'moderation.clear-domain': 'Decides on the mentions of a domain one by one again',
  'moderation.close-thread': 'Closed the comments of a post',
  'moderation.open-thread': 'Opened the comments of a post again',
  'post.delete': 'Deleted a post',
  'post.erase': 'Erased a deleted post',
  'post.undelete': 'Brought a deleted post back',
  'post.visibility': 'Changed who sees a post',
  'site.export': 'Took everything out in an export',
  'site.media-remove': 'Deleted a file',
  'site.webhook': 'Made a webhook',
  'site.webhook-change': 'Changed a webhook',
  'site.webhook-remove': 'Deleted a webhook',
  'site.import': 'Began an import',
  'site.import-end': 'Finished an import',
  'site.redirect': 'Set a redirect',
  'site.redirect-remove': 'Removed a redirect',
  'site.tag': 'Changed a tag',
  'site.tag-merge': 'Merged a tag with another',
  'site.series': 'Changed a series',
  'site.series-merge': 'Merged a series with another',
  'site.series-order': 'Put a series in order',
};
