import type { Scope } from '../../api/contract.ts';
import type { AdminHandler } from './admin-page.ts';
import { deleteRedirectPage, redirectsPage, saveRedirectPage } from './pages/settings/redirects.ts';
import { resetSettingPage, saveSettingsPage, settingsPage } from './pages/settings/settings.ts';
import { writeTermsPage } from './pages/settings/terms.ts';
import { GROUPS, type GroupName, REDIRECTS_PATH, SETTINGS_PATH } from './settings/groups.ts';

type Add = (path: string, scope: Scope, handler: AdminHandler) => void;

/** The screens of the settings, one for each group, and of redirects. */
export function settingsScreens(screen: Add, action: Add): void {
  for (const [group, { path }] of Object.entries(GROUPS)) {
    screen(path, 'admin', settingsPage(group as GroupName));
    action(path, 'admin', saveSettingsPage(group as GroupName));
  }
  action(`${SETTINGS_PATH}/reset`, 'admin', resetSettingPage);
  action(`${SETTINGS_PATH}/terms`, 'admin', writeTermsPage);
  screen(REDIRECTS_PATH, 'admin', redirectsPage);
  action(REDIRECTS_PATH, 'admin', saveRedirectPage);
  action(`${REDIRECTS_PATH}/delete`, 'admin', deleteRedirectPage);
}
