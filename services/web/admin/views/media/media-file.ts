import { attributes, type Html, html } from '../../../../../core/html/html.ts';
import type { Media } from '../../../../api/contract.ts';
import { count } from '../../../views/format.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { textArea } from '../fields.ts';
import { confirmFold, pageHead, postForm } from '../parts.ts';
import { when } from '../writing/revisions.ts';
import { size } from './size.ts';

type UsedMedia = Media & { readonly usedBy: readonly { id: string; slug: string; title: string }[] };

/** One file: what it is and shows, where it is used, the Markdown for it, and its deletion. */
export function mediaFileView(asked: AdminRequest, media: UsedMedia): Html {
  const { id, name, path, type, bytes, width, height, alt, usedBy } = media;
  const picture = type.startsWith('image/');
  const markdown = picture ? `![${alt.replace(/[[\]\\]/g, '\\$&')}](${path})` : `[${name}](${path})`;
  const describe = postForm(
    asked,
    `/admin/media/${id}`,
    html`${textArea({ label: 'Description', name: 'alt', value: alt, rows: 3, maxlength: 2000, hint: 'What it shows, for whoever cannot see it. A post can say it otherwise.' })}<div class="buttons"><button class="primary" type="submit">Save</button></div>`,
  );
  const question =
    usedBy.length === 0
      ? 'No post uses it. It cannot be brought back.'
      : `${count(usedBy.length, 'post')} will show a gap in its place. It cannot be brought back.`;
  const body = html`${pageHead({ title: name, back: { label: 'Media', path: '/admin/media' } })}
<div class="media-file"><div>${preview(media)}</div>
<div class="stack">${picture && describe}
<dl class="facts"><dt>Kind</dt><dd>${type}${width && ` · ${width} × ${height}`} · ${size(bytes)}</dd><dt>Kept</dt><dd>${when(media.createdAt)}</dd><dt>Address</dt><dd><a href="${path}">${path}</a></dd><dt>In a post</dt><dd><code class="secret">${markdown}</code></dd>
<dt>Used in</dt><dd>${usedBy.length === 0 ? 'no post' : html`<ul class="plain">${usedBy.map(post => html`<li><a href="${`/admin/posts/${post.id}`}">${post.title || post.slug}</a></li>`)}</ul>`}</dd></dl>
${confirmFold(asked, { label: 'Delete', question, confirm: 'Delete the file', action: `/admin/media/${id}/delete` })}</div></div>`;
  return adminLayout(asked, { title: name, section: '/admin/media', body });
}

function preview({ type, path, alt, width, height }: Media): Html {
  if (type.startsWith('image/') && type !== 'image/svg+xml')
    return html`<a href="${path}" aria-label="The picture in full size"><img${attributes({ src: path, alt, width, height })}></a>`;
  if (type.startsWith('video/')) return html`<video controls preload="metadata" src="${path}"></video>`;
  if (type.startsWith('audio/')) return html`<audio controls preload="metadata" src="${path}"></audio>`;
  return html`<p><a class="button" href="${path}">Open the file</a></p>`;
}
