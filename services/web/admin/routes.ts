import type { FastifyRequest } from 'fastify';
import type { Http } from '../../../core/http/http.ts';
import type { Scope } from '../../api/contract.ts';
import type { WebContext } from '../context.ts';
import { parseFileForms } from '../http/file-form.ts';
import { parseMultipart } from '../http/multipart.ts';
import { requireSignedIn } from '../http/signed-in.ts';
import { type AdminHandler, adminAction, adminPage } from './admin-page.ts';
import { botScreens } from './bot-routes.ts';
import { autosavePost } from './pages/autosave-post.ts';
import { botDecisionsPage, undoBotDecision } from './pages/bot/decisions.ts';
import {
  botLogsPage,
  eraseBotLog,
  exportBotLog,
  exportBotPerson,
  forgetBotPerson,
} from './pages/bot/logs.ts';
import { botRulesPage, saveBotRules } from './pages/bot/rules.ts';
import { botRoomPage, botRoomsPage, saveBotRoom } from './pages/bot-rooms.ts';
import { bulkPosts } from './pages/bulk-posts.ts';
import { addBlockPage, blocksPage, removeBlockPage } from './pages/conversation/blocks.ts';
import { closePage } from './pages/conversation/close.ts';
import { decidePage, undoPage } from './pages/conversation/decide.ts';
import { decisionsPage } from './pages/conversation/decisions.ts';
import { deleteFeedbackPage, feedbackPage } from './pages/conversation/feedback.ts';
import { queuePage } from './pages/conversation/queue.ts';
import { deleteManyMedia } from './pages/delete-media.ts';
import { deletePostPage } from './pages/delete-post.ts';
import { discardCopy } from './pages/discard-copy.ts';
import { formToken } from './pages/form-token.ts';
import { deleteMedia, describeMedia, mediaFilePage, mediaPage, uploadMedia } from './pages/media.ts';
import {
  bulkCheckMentions,
  bulkResendMentions,
  mentionDomainsPage,
  receivedMentionsPage,
  removeMentionDomain,
  sentMentionsPage,
  setMentionDomain,
} from './pages/mentions.ts';
import { beginAgain, exportPage, importPage, movingPage, stopImport, takeImport } from './pages/moving.ts';
import {
  bridgePage,
  connectTwitch,
  disconnectTwitch,
  findTwitchUser,
  networksPage,
  removeBridge,
  saveBridge,
} from './pages/networks/networks.ts';
import { overviewPage } from './pages/overview.ts';
import { postsPage } from './pages/posts.ts';
import { previewPost } from './pages/preview-post.ts';
import { quickNote } from './pages/quick-note.ts';
import { restoreRevision, revisionPage, revisionsPage } from './pages/revisions.ts';
import {
  changeRoom,
  exportRoom,
  liftSanction,
  makeRoom,
  removeRoom,
  roomSettingsPage,
  roomsAdminPage,
} from './pages/rooms.ts';
import { savePost } from './pages/save-post.ts';
import { eraseDeleted, restoreDeleted, trashPage } from './pages/trash.ts';
import {
  createWebhook,
  deleteWebhook,
  redeliverWebhook,
  switchWebhook,
  testWebhook,
  updateWebhook,
  webhookPage,
  webhooksPage,
} from './pages/webhooks.ts';
import { newPostPage, writePostPage } from './pages/write-post.ts';
import { peopleScreens } from './people-routes.ts';
import { settingsScreens } from './settings-routes.ts';
import { termScreens } from './term-routes.ts';

/** A million letters, each of at most nine bytes in a form, and all the other fields. */
const LONGEST_FORM = 10 * 1024 * 1024;
/** More than this is sent file by file, over the API. What one file may have is the api's to say. */
const LARGEST_UPLOAD = 256 * 1024 * 1024;

/** Every admin screen. `screen` shows one and `action` takes its form; both let only those with the scope through. */
export function adminRoutes(http: Http, web: WebContext): void {
  screen('/admin', 'moderate', overviewPage);
  action('/admin/note', 'write', quickNote);
  peopleScreens(screen, action);
  settingsScreens(screen, action);
  termScreens(screen, action);

  screen('/admin/posts', 'write', postsPage);
  action('/admin/posts/bulk', 'write', bulkPosts);
  screen('/admin/posts/new', 'write', newPostPage);
  screen('/admin/posts/trash', 'write', trashPage);
  action('/admin/posts/trash/:id/restore', 'write', restoreDeleted);
  action('/admin/posts/trash/:id/erase', 'write', eraseDeleted);
  screen('/admin/posts/:id', 'write', writePostPage);
  screen('/admin/posts/:id/delete', 'write', deletePostPage);
  screen('/admin/posts/:id/revisions', 'write', revisionsPage);
  screen('/admin/posts/:id/revisions/:version', 'write', revisionPage);
  action('/admin/posts/:id/revisions/:version', 'write', restoreRevision);
  screen('/admin/media', 'write', mediaPage);
  http.register(async scope => {
    parseMultipart(scope as Http, LARGEST_UPLOAD);
    longAction('/admin/media', 'write', uploadMedia, LARGEST_UPLOAD, scope as Http);
  });
  action('/admin/media/bulk', 'write', deleteManyMedia);
  screen('/admin/media/:id', 'write', mediaFilePage);
  action('/admin/media/:id', 'write', describeMedia);
  action('/admin/media/:id/delete', 'write', deleteMedia);
  screen('/admin/form-token', 'write', formToken);
  longAction('/admin/posts/save', 'write', savePost);
  longAction('/admin/posts/autosave', 'write', autosavePost);
  longAction('/admin/posts/preview', 'write', previewPost);
  longAction('/admin/posts/:id/discard', 'write', discardCopy);

  screen('/admin/feedback', 'admin', feedbackPage);
  action('/admin/feedback/delete', 'admin', deleteFeedbackPage);
  screen('/admin/conversation', 'moderate', queuePage);
  action('/admin/conversation/decide', 'moderate', decidePage);
  action('/admin/conversation/undo', 'moderate', undoPage);
  action('/admin/conversation/close', 'moderate', closePage);
  screen('/admin/conversation/decisions', 'moderate', decisionsPage);
  screen('/admin/conversation/blocks', 'moderate', blocksPage);
  action('/admin/conversation/blocks', 'moderate', addBlockPage);
  action('/admin/conversation/blocks/remove', 'moderate', removeBlockPage);
  screen('/admin/mentions', 'moderate', receivedMentionsPage);
  action('/admin/mentions/bulk', 'moderate', bulkCheckMentions);
  screen('/admin/mentions/sent', 'moderate', sentMentionsPage);
  action('/admin/mentions/sent/bulk', 'write', bulkResendMentions);
  screen('/admin/mentions/domains', 'moderate', mentionDomainsPage);
  action('/admin/mentions/domains', 'moderate', setMentionDomain);
  action('/admin/mentions/domains/remove', 'moderate', removeMentionDomain);

  screen('/admin/rooms', 'moderate', roomsAdminPage);
  action('/admin/rooms', 'admin', makeRoom);
  screen('/admin/rooms/:name', 'moderate', roomSettingsPage);
  action('/admin/rooms/:name', 'admin', changeRoom);
  action('/admin/rooms/:name/delete', 'admin', removeRoom);
  action('/admin/rooms/:name/lift', 'moderate', liftSanction);
  screen('/admin/rooms/:name/export', 'admin', exportRoom);

  screen('/admin/bot', 'admin', botRoomsPage);
  screen('/admin/bot/room', 'admin', botRoomPage);
  action('/admin/bot/room', 'admin', saveBotRoom);
  botScreens(screen, action);
  screen('/admin/bot/rules', 'admin', botRulesPage);
  action('/admin/bot/rules', 'admin', saveBotRules);
  screen('/admin/bot/decisions', 'admin', botDecisionsPage);
  action('/admin/bot/decisions/undo', 'admin', undoBotDecision);
  screen('/admin/bot/logs', 'admin', botLogsPage);
  screen('/admin/bot/logs/export', 'admin', exportBotLog);
  action('/admin/bot/logs/erase', 'admin', eraseBotLog);
  screen('/admin/bot/logs/person', 'admin', exportBotPerson);
  action('/admin/bot/logs/forget', 'admin', forgetBotPerson);

  screen('/admin/moving', 'admin', movingPage);
  screen('/admin/moving/export', 'admin', exportPage);
  screen('/admin/moving/:id', 'admin', importPage);
  action('/admin/moving/:id/begin', 'admin', beginAgain);
  action('/admin/moving/:id/stop', 'admin', stopImport);
  http.register(async scope => {
    parseFileForms(scope as Http);
    scope.post(
      '/admin/moving',
      {
        config: { largeBody: true },
        onRequest: async request => void (await requireSignedIn(web, request, 'admin')),
      },
      adminAction(web, 'admin', takeImport),
    );
  });
  screen('/admin/networks', 'admin', networksPage);
  action('/admin/networks/bridges', 'admin', saveBridge);
  screen('/admin/networks/bridges/:name', 'admin', bridgePage);
  action('/admin/networks/bridges/:name/delete', 'admin', removeBridge);
  action('/admin/networks/:network/connect', 'admin', connectTwitch);
  action('/admin/networks/:network/disconnect', 'admin', disconnectTwitch);
  action('/admin/networks/:network/find', 'admin', findTwitchUser);

  screen('/admin/webhooks', 'admin', webhooksPage);
  action('/admin/webhooks', 'admin', createWebhook);
  screen('/admin/webhooks/:id', 'admin', webhookPage);
  action('/admin/webhooks/:id', 'admin', updateWebhook);
  action('/admin/webhooks/:id/test', 'admin', testWebhook);
  action('/admin/webhooks/:id/on', 'admin', switchWebhook(true));
  action('/admin/webhooks/:id/off', 'admin', switchWebhook(false));
  action('/admin/webhooks/:id/delete', 'admin', deleteWebhook);
  action('/admin/webhooks/:id/deliveries/:delivery', 'admin', redeliverWebhook);

  function screen(path: string, scope: Scope, handler: AdminHandler): void {
    http.get(path, adminPage(web, scope, handler));
  }

  function action(path: string, scope: Scope, handler: AdminHandler): void {
    http.post(path, adminAction(web, scope, handler));
  }

  /** For a long form. Who sends it is asked before it is read. `limit` in bytes. */
  function longAction(
    path: string,
    scope: Scope,
    handler: AdminHandler,
    limit = LONGEST_FORM,
    on = http,
  ): void {
    const onRequest = async (request: FastifyRequest) => void (await requireSignedIn(web, request, scope));
    on.post(path, { onRequest, bodyLimit: limit }, adminAction(web, scope, handler));
  }
}
