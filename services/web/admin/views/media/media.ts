import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { Media } from '../../../../api/contract.ts';
import { formTokenField } from '../../../http/form-token.ts';
import { pager } from '../../../views/pager.ts';
import { withQuery } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import type { MediaQuery } from '../../pages/media.ts';
import { adminLayout } from '../admin-layout.ts';
import { field } from '../fields.ts';
import { emptyState, pageHead, tabs } from '../parts.ts';
import { tick, tickForm } from '../ticks.ts';
import { size } from './size.ts';

export interface MediaList {
  readonly query: MediaQuery;
  readonly media: readonly Media[];
  readonly next?: string | undefined;
}

/** All files, newest first, and the form that brings more. */
export function mediaView(asked: AdminRequest, { query, media, next }: MediaList): Html {
  const path = (change: Partial<MediaQuery>) => {
    const { q, ...rest } = { ...query, ...change };
    return withQuery('/admin/media', { q: q || undefined, ...rest });
  };
  const tab = (label: string, kind: MediaQuery['kind']) => ({
    label,
    path: path({ kind, after: undefined }),
    current: query.kind === kind,
  });
  const body = html`${pageHead({ title: 'Media' })}
<form class="upload panel" method="post" action="/admin/media" enctype="multipart/form-data">${formTokenField(asked)}
<label for="upload">Bring files here</label><input id="upload" type="file" name="file" multiple required aria-describedby="upload-hint"><button class="primary" type="submit">Upload</button>
<p class="hint" id="upload-hint">Pictures, sound, films, PDF and plain text. Where and when a picture was taken is taken out of it.</p></form>
${tabs('Kind of file', [tab('All', undefined), tab('Pictures', 'image'), tab('Sound', 'audio'), tab('Films', 'video')])}
<form class="filters" method="get" action="/admin/media" role="search">${query.kind && html`<input type="hidden" name="kind" value="${query.kind}">`}${field({ label: 'Search names and descriptions', name: 'q', type: 'search', value: query.q, maxlength: 200, wide: true })}<button type="submit">Search</button></form>
${
  media.length === 0
    ? nothing(query)
    : tickForm(
        asked,
        '/admin/media/bulk',
        html`<ul class="media-grid">${media.map(tile)}</ul>`,
        'Delete the ticked files',
      )
}
${pager({ older: next === undefined ? undefined : path({ after: next }), newest: query.after === undefined ? undefined : path({ after: undefined }) })}`;
  return adminLayout(asked, { title: 'Media', section: '/admin/media', body });
}

function tile(media: Media): Html {
  const picture = media.type.startsWith('image/') && media.type !== 'image/svg+xml';
  const shown = picture
    ? html`<img${attributes({ src: media.thumbnail ?? media.path, alt: '', width: media.width, height: media.height, loading: 'lazy', decoding: 'async' })}>`
    : html`<span class="file-type">${media.path.split('.').at(-1)}</span>`;
  return html`<li><a href="${`/admin/media/${media.id}`}"><span class="frame">${shown}</span><span class="name">${media.name}</span></a>
<label class="media-tick hint">${tick(`id:${media.id}`, media.name)}<span>${size(media.bytes)}${picture && media.alt === '' && ' · no description'}</span></label></li>`;
}

function nothing({ q, kind }: MediaQuery): Html {
  if (q !== '' || kind !== undefined)
    return emptyState({
      title: 'No file is that',
      text: 'Ask for less.',
      actions: html`<a class="button" href="/admin/media">All files</a>`,
    });
  return emptyState({
    title: 'No files yet',
    text: 'Bring some here, or drop them on a post while you write.',
  });
}
