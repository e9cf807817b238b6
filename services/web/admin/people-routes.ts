import type { Scope } from '../../api/contract.ts';
import type { AdminHandler } from './admin-page.ts';
import {
  accountPage,
  makeCodes,
  removeOwnPasskey,
  renameOwnPasskey,
  renameSelf,
} from './pages/people/account.ts';
import { addOwnPasskey, askForNewPasskey } from './pages/people/add-passkey.ts';
import { auditPage } from './pages/people/audit.ts';
import {
  changeRole,
  closeAccount,
  invite,
  peoplePage,
  removePerson,
  reopenAccount,
  takeBackInvitation,
} from './pages/people/people.ts';
import { endOtherSessions, endSession, sessionsPage } from './pages/people/sessions.ts';
import { makeToken, revokeToken, tokensPage } from './pages/people/tokens.ts';

type Add = (path: string, scope: Scope, handler: AdminHandler) => void;

/** The screens of people: one's own account for everybody, the others for the owner. */
export function peopleScreens(screen: Add, action: Add): void {
  screen('/admin/account', 'member', accountPage);
  action('/admin/account', 'member', renameSelf);
  action('/admin/account/passkeys/options', 'member', askForNewPasskey);
  action('/admin/account/passkeys', 'member', addOwnPasskey);
  action('/admin/account/passkeys/rename', 'member', renameOwnPasskey);
  action('/admin/account/passkeys/remove', 'member', removeOwnPasskey);
  action('/admin/account/recovery-codes', 'member', makeCodes);
  screen('/admin/sessions', 'member', sessionsPage);
  action('/admin/sessions/end', 'member', endSession);
  action('/admin/sessions/end-others', 'member', endOtherSessions);
  screen('/admin/people', 'admin', peoplePage);
  action('/admin/people/invite', 'admin', invite);
  action('/admin/people/invite/revoke', 'admin', takeBackInvitation);
  action('/admin/people/role', 'admin', changeRole);
  action('/admin/people/close', 'admin', closeAccount);
  action('/admin/people/reopen', 'admin', reopenAccount);
  action('/admin/people/remove', 'admin', removePerson);
  screen('/admin/tokens', 'admin', tokensPage);
  action('/admin/tokens', 'admin', makeToken);
  action('/admin/tokens/revoke', 'admin', revokeToken);
  screen('/admin/audit', 'admin', auditPage);
}
