import type { Http } from '../../../core/http/http.ts';
import type { Scope } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { type AdminHandler, adminAction, adminPage } from './admin-page.ts';
import { overviewPage } from './pages/overview.ts';
import { quickNote } from './pages/quick-note.ts';

/** Every admin screen. `screen` shows one and `action` takes its form; both let only those with the scope through. */
export function adminRoutes(http: Http, web: WebContext): void {
  screen('/admin', 'moderate', overviewPage);
  action('/admin/note', 'write', quickNote);

  function screen(path: string, scope: Scope, handler: AdminHandler): void {
    http.get(path, adminPage(web, scope, handler));
  }

  function action(path: string, scope: Scope, handler: AdminHandler): void {
    http.post(path, adminAction(web, scope, handler));
  }
}
