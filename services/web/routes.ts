import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { compressAnswers } from '../../core/http/compress.ts';
import type { Http } from '../../core/http/http.ts';
import { limitByAddress } from '../../core/http/limit.ts';
import { adminRoutes } from './admin/routes.ts';
import { findAccent } from './assets/accent.ts';
import { assetList } from './assets/assets.ts';
import { readIcon } from './assets/icon.ts';
import type { WebContext } from './context.ts';
import { type CommentFormat, commentFormats } from './feeds/comment-formats.ts';
import { answerErrorsWithPages } from './http/error-page.ts';
import { parseForms } from './http/forms.ts';
import type { Page } from './http/page.ts';
import { sendStored } from './http/send.ts';
import { servePage } from './http/serve-page.ts';
import { StoredPage } from './http/stored-page.ts';
import { aboutPage } from './pages/about.ts';
import { allSeriesPage } from './pages/all-series.ts';
import { archivePage } from './pages/archive.ts';
import { blogrollPage } from './pages/blogroll.ts';
import { botPage } from './pages/bot.ts';
import { botAboutPage } from './pages/bot-about.ts';
import { botPrivacyPage } from './pages/bot-privacy.ts';
import { sayToBot } from './pages/bot-say.ts';
import { commentRoutes } from './pages/comments/routes.ts';
import { laterThreadPage } from './pages/comments/thread.ts';
import { commentsFeedPage } from './pages/comments-feed.ts';
import { feedPage } from './pages/feed.ts';
import { homePage } from './pages/home.ts';
import { indieauthPages } from './pages/indieauth.ts';
import { manifestPage } from './pages/machines/manifest.ts';
import { oembed } from './pages/machines/oembed.ts';
import { robots } from './pages/machines/robots.ts';
import { securityTxtPage } from './pages/machines/security-txt.ts';
import { sitemapPage, sitemapPartPage } from './pages/machines/sitemap.ts';
import { hostMeta, webfinger } from './pages/machines/webfinger.ts';
import { postPage } from './pages/post.ts';
import { readingPage } from './pages/reading.ts';
import { readingFeedPage } from './pages/reading-feed.ts';
import { recommendedPage } from './pages/recommended.ts';
import { searchPage } from './pages/search.ts';
import { seriesPage } from './pages/series.ts';
import { claimSite, showSetup } from './pages/setup.ts';
import { signInPages } from './pages/sign-in-pages.ts';
import { sitePage } from './pages/site-page.ts';
import { tagPage } from './pages/tag.ts';
import { tagsPage } from './pages/tags.ts';
import { showMentionStatus, showWebmention, takeWebmention } from './pages/webmention.ts';
import { readerRoutes } from './reader/routes.ts';
import { roomPages } from './rooms/routes.ts';
import { discoveryHeader } from './views/discovery.ts';
import { favicon } from './views/mark.ts';
import { commentsFeedPath } from './views/paths.ts';

const TALK_LIMIT = { burst: 20, perMinute: 60 };
const SETUP_LIMIT = { burst: 10, perMinute: 10 };
const MENTION_LIMIT = { burst: 60, perMinute: 60 };
const OEMBED_LIMIT = { burst: 60, perMinute: 120 };
const DAY = 'public, max-age=86400';

/** Every public route of the site. */
export function webRoutes(http: Http, web: WebContext): void {
  answerErrorsWithPages(http, web);
  parseForms(http);
  // Programs look for endpoints at an address without reading the page.
  const mentionable = {
    link: '</webmention>; rel="webmention"',
    'x-pingback': `${web.origin}/pingback`,
  };

  page('/', homePage, { ...mentionable, link: `${discoveryHeader(web.origin)}, ${mentionable.link}` });
  page('/posts/:slug', postPage, mentionable);
  page('/posts/:slug/comments', laterThreadPage);
  page('/tags', tagsPage);
  page('/tags/:slug', tagPage);
  page('/about', aboutPage);
  page('/series', allSeriesPage);
  page('/series/:slug', seriesPage);
  page('/archive', archivePage);
  page('/archive/:year', archivePage);
  page('/reading', readingPage);
  page('/reading/recommended', recommendedPage);
  page('/blogroll', blogrollPage);
  http.get('/.well-known/recommendations.opml', (_request, reply) => reply.redirect('/reader/opml', 302));
  page('/bot', botPage);
  page('/bot/about', botAboutPage);
  page('/bot/privacy', botPrivacyPage);

  for (const file of ['feed.xml', 'rss.xml', 'feed.json'] as const) {
    page(`/${file}`, feedPage(file, 'site'));
    for (const path of ['/reading', '/reading/tags/:tag']) {
      page(`${path}/${file}`, readingFeedPage(file, 'recommended'));
      page(`${path}/latest/${file}`, readingFeedPage(file, 'latest'));
    }
    page(`/tags/:slug/${file}`, feedPage(file, 'tag'));
    page(`/series/:slug/${file}`, feedPage(file, 'series'));
  }
  for (const format of Object.keys(commentFormats) as CommentFormat[]) {
    page(commentsFeedPath(undefined, format), commentsFeedPage(format));
    page(commentsFeedPath(':slug', format).replace('%3A', ':'), commentsFeedPage(format));
  }
  page('/sitemap.xml', sitemapPage);
  page('/sitemap-:part.xml', sitemapPartPage);
  page('/manifest.webmanifest', manifestPage);
  page('/.well-known/security.txt', securityTxtPage);
  http.get('/security.txt', (_request, reply) => reply.redirect('/.well-known/security.txt', 301));
  http.get('/.well-known/webfinger', (request, reply) => webfinger(web, request, reply));
  http.get('/oembed', { preHandler: limitByAddress(OEMBED_LIMIT) }, (request, reply) =>
    oembed(web, request, reply),
  );

  commentRoutes(http, web); // /posts/SLUG/comments

  http.post('/bot', { preHandler: limitByAddress(TALK_LIMIT) }, (request, reply) =>
    sayToBot(web, request, reply),
  );
  http.get('/setup/:code', { preHandler: limitByAddress(SETUP_LIMIT) }, (request, reply) =>
    showSetup(web, request, reply),
  );
  http.post('/setup/:code', { preHandler: limitByAddress(SETUP_LIMIT) }, (request, reply) =>
    claimSite(web, request, reply),
  );

  http.get('/webmention', (request, reply) => showWebmention(web, request, reply));
  http.post('/webmention', { preHandler: limitByAddress(MENTION_LIMIT) }, (request, reply) =>
    takeWebmention(web, request, reply),
  );
  http.get('/webmention/:id', (request, reply) => showMentionStatus(web, request, reply));

  signInPages(http, web); //   /sign-in, /sign-out, /invite
  indieauthPages(http, web); // /indieauth/authorize, /sign-in/site
  http.register(async child => {
    const scope = child as unknown as Http;
    compressAnswers(scope); // what is made for one request, and no cache has
    scope.get('/search', servePage(web, searchPage));
    roomPages(scope, web); //    /rooms
    adminRoutes(scope, web); //  /admin
    readerRoutes(scope, web); // /reader
  });

  for (const asset of assetList(web.assets)) file(asset.path, asset.page);
  http.get('/assets/:file', (request: FastifyRequest, reply: FastifyReply) => {
    const accent = findAccent((request.params as { file: string }).file);
    if (!accent) throw new AppError('not_found', `There is nothing at ${request.url.split('?')[0]}.`);
    return sendStored(request, reply, accent.page);
  });
  file('/favicon.svg', StoredPage.of(Buffer.from(favicon), 'image/svg+xml', DAY));
  file('/icon.png', StoredPage.of(readIcon(), 'image/png', DAY));
  text('/robots.txt', robots(web.origin), 'text/plain');
  text('/.well-known/host-meta', hostMeta(web.origin), 'application/xrd+xml');

  for (const name of ['/feed', '/atom.xml', '/index.xml']) {
    http.get(name, (_request, reply) => reply.redirect('/feed.xml', 301));
  }
  http.get('/rss', (_request, reply) => reply.redirect('/rss.xml', 301));
  http.get('/favicon.ico', (_request, reply) => reply.redirect('/favicon.svg', 301));

  page('/:slug', sitePage, mentionable);
  http.get('/*', (request: FastifyRequest) => {
    throw new AppError('not_found', `There is nothing at ${request.url.split('?')[0]}.`);
  });

  function page<S extends z.ZodType>(
    path: string,
    definition: Page<S>,
    headers?: Readonly<Record<string, string>>,
  ): void {
    const serve = servePage(web, definition);
    if (headers === undefined) http.get(path, serve);
    else
      http.get(path, (request: FastifyRequest, reply: FastifyReply) =>
        serve(request, reply.headers(headers)),
      );
  }

  function text(path: string, body: string, type: string): void {
    file(path, StoredPage.of(Buffer.from(body), `${type}; charset=utf-8`, DAY));
  }

  function file(path: string, stored: StoredPage): void {
    http.get(path, (request: FastifyRequest, reply: FastifyReply) => sendStored(request, reply, stored));
  }
}
