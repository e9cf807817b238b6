import { attributes, type Html, html, raw } from '../../../../core/html/html.ts';
import { LONGEST_COMMENT, type Post, type Response, type WebIdentity } from '../../../api/contract.ts';
import type { Frame } from '../frame.ts';
import { postName } from '../kinds.ts';
import { layout } from '../layout.ts';
import { postPath } from '../paths.ts';
import { responseAuthor, siteName } from './author.ts';
import { type CommentForm, commentForm } from './comment-form.ts';
import { commentPath, siteSignInPath } from './paths.ts';

/** A page around one visitor's comment. */
export function threadPage(frame: Frame, post: Post, title: string, content: Html): Html {
  const body = html`<div class="column thread">
<header class="page-head"><p class="kicker"><a href="${postPath(post)}">${postName(post)}</a></p><h1>${title}</h1></header>
${content}
</div>`;
  return layout({ frame, title, body });
}

export interface WritePage {
  readonly post: Post;
  readonly form: CommentForm;
  /** The response that is answered. */
  readonly parent?: Response | undefined;
  /** How it would look, sanitised by the api. */
  readonly preview?: string | undefined;
}

/** The form on a page of its own: to answer a comment, to see what one wrote, to put right what was wrong. */
export function writeView(frame: Frame, { post, form, parent, preview }: WritePage): Html {
  const content = html`${
    parent
      ? html`<blockquote class="response"><p class="response-head">${responseAuthor(parent)}</p>
<div class="e-content">${raw(parent.html)}</div></blockquote>`
      : ''
  }${
    preview === undefined
      ? ''
      : html`<section class="preview" aria-labelledby="preview"><h2 class="label" id="preview">Preview</h2>
<div class="response"><div class="e-content">${raw(preview)}</div></div></section>`
  }
${commentForm(form)}
<script type="module" src="${frame.assets.threadScript.path}"></script>`;
  return threadPage(frame, post, parent ? `Reply to ${parent.author.name}` : 'Add a comment', content);
}

/** After a comment that is not shown at once. */
export function waitingView(
  frame: Frame,
  post: Post,
  { id, identity }: { id: string; identity: WebIdentity | undefined },
): Html {
  const own = commentPath(post.slug, id, 'edit');
  return threadPage(
    frame,
    post,
    'Thank you. Your comment waits for approval',
    html`<p class="lede">A person reads it before it is shown. Once one of your comments was approved, those that you write ${identity ? `signed in with ${siteName(identity.url)}` : 'with the same name and code'} are shown at once.</p>
<p>${
      identity
        ? html`You can <a href="${own}">change or delete it</a> whenever you are signed in with that site, from any device.`
        : html`Did you give a code? Then you can <a href="${own}">change or delete it</a> with your name and that code, now and for ever.`
    }</p>
<p><a class="button" href="${postPath(post)}">Back to the post</a></p>`,
  );
}

export interface EditForm {
  readonly id: string;
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  /** As written; undefined while nobody has shown that it is theirs. */
  readonly markdown?: string | undefined;
  readonly problem?: string | undefined;
  /** Who is signed in needs no code. */
  readonly as?: string | undefined;
  /** The site that the visitor has signed in with. */
  readonly identity?: WebIdentity | undefined;
}

/** Name and code or a site first, then the comment to be changed or deleted. */
export function editView(frame: Frame, post: Post, form: EditForm): Html {
  const { id, markdown, problem, as } = form;
  const opened = markdown !== undefined;
  return threadPage(
    frame,
    post,
    'Change your comment',
    html`<form class="comment-form" method="post" action="${commentPath(post.slug, id, 'edit')}">
${problem ? html`<p class="problem wide" role="alert">${problem}</p>` : ''}
${opened ? text(markdown) : ''}
${as === undefined ? proofOf(post, form) : html`<p class="wide">You are signed in as <strong>${as}</strong>.</p>`}
<p class="buttons wide">${
      opened
        ? html`<button type="submit" name="action" value="save">Save</button> <button class="ghost" type="submit" name="action" value="delete" formnovalidate>Delete it</button> <button class="ghost" type="submit" name="action" value="all" formnovalidate>All that you wrote</button>`
        : html`<button type="submit" name="action" value="open">Open it</button>`
    } <a class="button ghost" href="${postPath(post)}">Leave it</a></p>
</form>`,
  );
}

function text(markdown: string): Html {
  return html`<div class="wide"><label for="comment-text">Comment</label>
<textarea${attributes({ id: 'comment-text', name: 'markdown', required: true, rows: 8, maxlength: LONGEST_COMMENT })}>${markdown}</textarea></div>`;
}

function proofOf(post: Post, form: EditForm): Html {
  const { id, identity, markdown } = form;
  if (identity && markdown !== undefined && !form.code)
    return html`<p class="wide">You are signed in as <strong>${identity.name}</strong>, ${siteName(identity.url)}.</p>`;
  const next = siteSignInPath(commentPath(post.slug, id, 'edit'));
  return html`${credentials(form)}
<p class="wide sign-in-hint">${
    identity
      ? html`It was not signed with ${siteName(identity.url)}, which you are signed in with. <a href="${next}" rel="nofollow">Use another site</a>`
      : html`Did you sign it with a site of your own? <a href="${next}" rel="nofollow">Sign in with it</a> again.`
  }</p>`;
}

function credentials({ name, code }: EditForm): Html {
  return html`<div><label for="comment-name">Name</label>
<input${attributes({ id: 'comment-name', name: 'name', required: true, maxlength: 60, autocomplete: 'nickname', value: name })}></div>
<div><label for="comment-code">Code</label>
<input${attributes({ id: 'comment-code', name: 'code', required: true, maxlength: 200, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', value: code })}></div>`;
}

export function goneView(frame: Frame, post: Post): Html {
  return threadPage(
    frame,
    post,
    'Your comment is deleted',
    html`<p><a class="button" href="${postPath(post)}">Back to the post</a></p>`,
  );
}
