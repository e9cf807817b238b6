import type { Http } from '../../../core/http/http.ts';
import type { Scope } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { clientsPage, makeClientPage, revokeClientPage } from './pages/clients.ts';
import { feedHealthPage, healthPage } from './pages/health.ts';
import { itemPage, positionPage, tagItemPage } from './pages/item.ts';
import { markPage, readPage, undoPage } from './pages/marks.ts';
import { respondPage, unrespondPage } from './pages/respond.ts';
import { newSavedPage, removeSavedPage, savePage } from './pages/save.ts';
import { countsPage, prefsPage } from './pages/state.ts';
import { feedPage, riverPage, savedPage, searchPage, starredPage, tagPage } from './pages/streams.ts';
import {
  editFeedPage,
  feedsPage,
  newFeedPage,
  pollPage,
  saveFeedPage,
  subscribePage,
  unsubscribePage,
} from './pages/subscriptions.ts';
import { editTagPage, saveTagPage } from './pages/tags.ts';
import { type ReaderHandler, readerAction, readerPage } from './reader-page.ts';

/** Every page of the reader. `page` shows one and `action` takes its form; whoever has an account reads for themselves. */
export function readerRoutes(http: Http, web: WebContext): void {
  page('/reader', riverPage);
  page('/reader/starred', starredPage);
  page('/reader/saved', savedPage);
  page('/reader/save', newSavedPage);
  action('/reader/save', savePage);
  action('/reader/item/:id/remove', removeSavedPage);
  page('/reader/search', searchPage);
  page('/reader/feed/:id', feedPage);
  page('/reader/tag/:tag', tagPage);
  page('/reader/item/:id', itemPage);
  action('/reader/item/:id/tags', tagItemPage);
  action('/reader/item/:id/position', positionPage);
  action('/reader/item/:id/respond', respondPage, 'write');
  action('/reader/item/:id/unrespond', unrespondPage, 'write');

  action('/reader/mark', markPage);
  action('/reader/read', readPage);
  action('/reader/undo', undoPage);
  page('/reader/counts', countsPage);
  action('/reader/prefs', prefsPage);

  page('/reader/feeds', feedsPage);
  page('/reader/subscribe', newFeedPage);
  action('/reader/subscribe', subscribePage);
  page('/reader/feed/:id/edit', editFeedPage);
  action('/reader/feed/:id/edit', saveFeedPage);
  action('/reader/feed/:id/unsubscribe', unsubscribePage);
  action('/reader/feed/:id/poll', pollPage);
  page('/reader/tag/:tag/edit', editTagPage);
  action('/reader/tag/:tag/edit', saveTagPage);
  page('/reader/health', healthPage);
  page('/reader/feed/:id/health', feedHealthPage);
  page('/reader/clients', clientsPage);
  action('/reader/clients', makeClientPage);
  action('/reader/clients/:id/revoke', revokeClientPage);

  function page(path: string, handler: ReaderHandler): void {
    http.get(path, readerPage(web, handler));
  }

  function action(path: string, handler: ReaderHandler, scope?: Scope): void {
    http.post(path, readerAction(web, handler, scope));
  }
}
