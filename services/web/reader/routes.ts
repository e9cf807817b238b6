import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Http } from '../../../core/http/http.ts';
import type { Scope } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { parseMultipart } from '../http/multipart.ts';
import { sendStored } from '../http/send.ts';
import { requireSignedIn } from '../http/signed-in.ts';
import { StoredPage } from '../http/stored-page.ts';
import { clientsPage, makeClientPage, revokeClientPage } from './pages/clients.ts';
import { changeAddressPage, feedAddressPage, findFeedsPage } from './pages/feed-address.ts';
import { feedOptionsPage, saveOptionsPage, saveReadingPage } from './pages/feed-options.ts';
import { feedHealthPage, healthPage } from './pages/health.ts';
import {
  exportItemsPage,
  exportPage,
  exportSettingsPage,
  importPage,
  LARGEST_IMPORT,
  takeImportPage,
} from './pages/import.ts';
import { itemPage, positionPage, tagItemPage } from './pages/item.ts';
import { markPage, readPage, undoPage } from './pages/marks.ts';
import { subscribeOthersPage } from './pages/offered-feeds.ts';
import { recommendPage } from './pages/recommend.ts';
import { respondPage, unrespondPage } from './pages/respond.ts';
import {
  dismissNoticesPage,
  editRulePage,
  newRulePage,
  ruleDeedPage,
  rulesPage,
  saveRulePage,
  showHiddenPage,
} from './pages/rules.ts';
import { newSavedPage, removeSavedPage, savePage } from './pages/save.ts';
import { sharePage } from './pages/share.ts';
import { countsPage, prefsPage } from './pages/state.ts';
import { feedPage, riverPage, savedPage, searchPage, starredPage, tagPage } from './pages/streams.ts';
import {
  editFeedPage,
  feedsPage,
  newFeedPage,
  pollPage,
  saveFeedPage,
  saveLanguagePage,
  subscribePage,
  unsubscribePage,
} from './pages/subscriptions.ts';
import { editTagPage, saveTagPage } from './pages/tags.ts';
import { type ReaderHandler, readerAction, readerPage } from './reader-page.ts';

/** Every page of the reader. `page` shows one and `action` takes its form; whoever has an account reads for themselves. */
export function readerRoutes(http: Http, web: WebContext): void {
  // Not below /assets, since a worker's scope begins at its own folder.
  const worker = web.assets.readerWorker.page.identity.bytes;
  const stored = StoredPage.of(worker, 'text/javascript; charset=utf-8', 'no-cache');
  http.get('/reader/worker.js', (request: FastifyRequest, reply: FastifyReply) =>
    sendStored(request, reply.header('service-worker-allowed', '/reader'), stored),
  );
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
  action('/reader/item/:id/recommend', recommendPage, 'write');
  action('/reader/item/:id/share', sharePage, 'write');
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
  action('/reader/subscribe/others', subscribeOthersPage);
  page('/reader/feed/:id/edit', editFeedPage);
  page('/reader/feed/:id/address', feedAddressPage);
  action('/reader/feed/:id/address', changeAddressPage);
  action('/reader/feed/:id/find', findFeedsPage);
  page('/reader/feed/:id/options', feedOptionsPage);
  action('/reader/feed/:id/options', saveOptionsPage, 'write');
  action('/reader/feed/:id/reading', saveReadingPage);
  action('/reader/feed/:id/edit', saveFeedPage);
  action('/reader/feed/:id/language', saveLanguagePage);
  action('/reader/feed/:id/unsubscribe', unsubscribePage);
  action('/reader/feed/:id/poll', pollPage);
  page('/reader/tag/:tag/edit', editTagPage);
  action('/reader/tag/:tag/edit', saveTagPage);
  page('/reader/rules', rulesPage);
  action('/reader/rules', saveRulePage);
  page('/reader/rules/new', newRulePage);
  action('/reader/rules/show-hidden', showHiddenPage);
  page('/reader/rules/:id', editRulePage);
  action('/reader/rules/:id', ruleDeedPage);
  action('/reader/notices', dismissNoticesPage);
  page('/reader/import', importPage);
  page('/reader/export', exportPage);
  page('/reader/export/items', exportItemsPage);
  page('/reader/export/settings', exportSettingsPage);
  http.register(async scope => {
    parseMultipart(scope as Http, LARGEST_IMPORT);
    // Who sends it is asked before it is read.
    const onRequest = async (request: FastifyRequest) => void (await requireSignedIn(web, request, 'member'));
    const options = { onRequest, bodyLimit: LARGEST_IMPORT };
    scope.post('/reader/import', options, readerAction(web, takeImportPage));
  });
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
