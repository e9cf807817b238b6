import type { Scope } from '../../api/contract.ts';

/** What stands in the menu of the admin screens, in its order. */
export interface Section {
  readonly label: string;
  readonly path: string;
  /** Who lacks it does not see the section. */
  readonly scope: Scope;
}

export const SECTIONS: readonly Section[] = [
  { label: 'Overview', path: '/admin', scope: 'moderate' },
  { label: 'Reader', path: '/reader', scope: 'member' },
  { label: 'Posts', path: '/admin/posts', scope: 'write' },
  { label: 'Tags', path: '/admin/tags', scope: 'write' },
  { label: 'Series', path: '/admin/series', scope: 'write' },
  { label: 'Media', path: '/admin/media', scope: 'write' },
  { label: 'Conversation', path: '/admin/conversation', scope: 'moderate' },
  { label: 'Mentions', path: '/admin/mentions', scope: 'moderate' },
  { label: 'Rooms', path: '/admin/rooms', scope: 'moderate' },
  { label: 'Feedback', path: '/admin/feedback', scope: 'admin' },
  { label: 'Bot', path: '/admin/bot', scope: 'admin' },
  { label: 'Networks', path: '/admin/networks', scope: 'admin' },
  { label: 'Webhooks', path: '/admin/webhooks', scope: 'admin' },
  { label: 'Settings', path: '/admin/settings', scope: 'admin' },
  { label: 'Import and export', path: '/admin/moving', scope: 'admin' },
  { label: 'People', path: '/admin/people', scope: 'admin' },
  { label: 'Tokens', path: '/admin/tokens', scope: 'admin' },
  { label: 'Audit log', path: '/admin/audit', scope: 'admin' },
  { label: 'Sessions', path: '/admin/sessions', scope: 'member' },
  { label: 'Your account', path: '/admin/account', scope: 'member' },
];
