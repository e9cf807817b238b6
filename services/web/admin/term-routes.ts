import type { Scope, TermKind } from '../../api/contract.ts';
import type { AdminHandler } from './admin-page.ts';
import { mergeTerm, orderSeriesPage, saveTerm, termPage, termsPage } from './pages/terms.ts';
import { TERMS } from './views/terms/terms.ts';

type Add = (path: string, scope: Scope, handler: AdminHandler) => void;

/** The screens of tags and of series. */
export function termScreens(screen: Add, action: Add): void {
  for (const kind of ['tag', 'series'] satisfies TermKind[]) {
    const { path } = TERMS[kind];
    screen(path, 'write', termsPage(kind));
    screen(`${path}/:slug`, 'write', termPage(kind));
    action(`${path}/:slug`, 'write', saveTerm(kind));
    action(`${path}/:slug/merge`, 'write', mergeTerm(kind));
  }
  action(`${TERMS.series.path}/:slug/order`, 'write', orderSeriesPage);
}
