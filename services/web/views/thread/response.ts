import { attributes, type Html, html, raw } from '../../../../core/html/html.ts';
import type { Post, Response } from '../../../api/contract.ts';
import { formatDate } from '../format.ts';
import { postPath } from '../paths.ts';
import { proof, responseAuthor } from './author.ts';
import { DEEPEST, type Placed } from './order.ts';
import { anchor, commentPath, responsePath } from './paths.ts';

interface Around {
  readonly frame: { readonly origin: string; readonly site: { readonly language: string } };
  readonly post: Pick<Post, 'kind' | 'slug'>;
  /** Whether it can be answered. */
  readonly open: boolean;
  /** Ids of what stands on this page of the thread. */
  readonly here: ReadonlySet<string>;
  /** Whether this page is that of the post. */
  readonly first: boolean;
}

/** A comment, or a reply or mention from elsewhere, as an h-cite (https://microformats.org/wiki/h-cite). Its HTML was sanitised by the api. */
export function responseView({ response, depth, parent }: Placed, around: Around): Html {
  const { id } = response;
  const { frame, post, open, first } = around;
  if (response.deleted)
    return html`
<li${attributes({ id: anchor(id), class: `response gone depth-${depth}` })}><p>[deleted]</p></li>`;
  const path = first ? `${postPath(post)}#${anchor(id)}` : responsePath(post.slug, id);
  const place = frame.origin + path;
  return html`
<li${attributes({ id: anchor(id), class: `response depth-${depth} u-comment h-cite`, tabindex: -1 })}>
<p class="response-head">${responseAuthor(response)} ${proof(response)} <a class="when${response.url ? '' : ' u-url'}" href="${place}"><time class="dt-published" datetime="${response.createdAt}">${formatDate(response.createdAt, frame.site.language, 'short')}</time></a>${edited(response)}</p>
${answers(depth, parent, around)}${response.html === '' ? '' : html`<div class="e-content p-name">${raw(response.html)}</div>`}
${foot(response, post, open)}</li>`;
}

function edited({ editedAt }: Response): Html {
  return editedAt === undefined
    ? html``
    : html` <time class="dt-updated quiet" datetime="${editedAt}">edited</time>`;
}

/** Where the page does not show by its setting whom a reply answers, words do. */
function answers(depth: number, parent: Response | undefined, { post, here }: Around): Html {
  if (parent === undefined) return html``;
  const name = parent.deleted ? 'a deleted comment' : parent.author.name;
  const isHere = here.has(parent.id);
  const shown = depth === DEEPEST || !isHere ? 'answers' : 'answers visually-hidden';
  const path = isHere ? `#${anchor(parent.id)}` : responsePath(post.slug, parent.id);
  return html`<p class="${shown}">In reply to <a href="${path}">${name}</a></p>
`;
}

function foot(response: Response, post: Pick<Post, 'slug'>, open: boolean): Html {
  const { id, origin, url } = response;
  const of = html`<span class="visually-hidden"> to ${response.author.name}</span>`;
  return html`<p class="response-foot">${
    open
      ? html`<a class="reply" data-id="${id}" href="${commentPath(post.slug, id, 'reply')}" rel="nofollow">Reply${of}</a>`
      : ''
  }${
    origin === 'comment'
      ? html`<a href="${commentPath(post.slug, id, 'edit')}" rel="nofollow">Edit<span class="visually-hidden"> the comment of ${response.author.name}</span></a>`
      : ''
  }${url ? html`<a class="u-url" href="${url}" rel="nofollow ugc noopener">Read it there<span class="visually-hidden">: ${response.author.name}</span></a>` : ''}</p>`;
}
