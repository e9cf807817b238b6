import { attributes, type Html, html } from '../../../../core/html/html.ts';
import { LONGEST_COMMENT, type WebIdentity } from '../../../api/contract.ts';
import { commentPath, commentsPath, siteSignInPath, writePath } from './paths.ts';
import { signedAs } from './signed-as.ts';

/** What somebody has typed so far. */
export interface Typed {
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  readonly website?: string | undefined;
  readonly email?: string | undefined;
  readonly markdown?: string | undefined;
  readonly parent?: string | undefined;
}

export interface CommentForm {
  readonly slug: string;
  readonly typed?: Typed;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
  /** On a page that is made for one visitor, when it was made; the script asks for one on others. */
  readonly challenge?: string | undefined;
  /** The form for the person who is signed in, by their own name. */
  readonly as?: string | undefined;
  /** The site that the visitor has signed in with. */
  readonly identity?: WebIdentity | undefined;
  /** Whether letters about replies can be had. */
  readonly letters: boolean;
}

/** The form for a comment. It works as it is; the script adds the proof, the preview in place and the code that can be had. */
export function commentForm(form: CommentForm): Html {
  const { typed = {}, problem, challenge, as } = form;
  return html`<form id="comment-form" class="comment-form" method="post" action="${commentsPath(form.slug)}">
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
<input${attributes({ type: 'hidden', name: 'parent', value: typed.parent ?? '' })}>
<input${attributes({ type: 'hidden', name: 'challenge', value: challenge ?? '' })}>
<input type="hidden" name="proof" value="">
${as === undefined && form.identity === undefined ? signInLink(form) : ''}
<p class="answering" hidden></p>
<p class="visually-hidden" aria-hidden="true"><label>Leave this empty <input name="trap" tabindex="-1" autocomplete="off"></label></p>
<div class="wide"><label for="comment-text">Comment</label>
<textarea${attributes({ id: 'comment-text', name: 'markdown', required: true, rows: 6, maxlength: LONGEST_COMMENT, 'aria-describedby': 'comment-about' })}>${typed.markdown}</textarea>
<p class="hint" id="comment-about">Markdown: <code>*emphasis*</code>, <code>[link](https://…)</code>, <code>\`code\`</code>, <code>&gt; quotation</code></p></div>
${as === undefined ? who(form) : html`<p class="wide">You write as <strong>${as}</strong>.</p>`}
<div class="preview wide" hidden><h3 class="label">Preview</h3><div class="response"></div></div>
<p class="buttons wide"><button type="submit">Post comment</button> <button class="ghost" type="submit" name="action" value="preview">Preview</button></p>
</form>`;
}

/** Above the text, so that nobody goes away from what they have written; the script keeps that all the same. */
function signInLink({ slug, typed }: CommentForm): Html {
  const next = typed?.parent ? commentPath(slug, typed.parent, 'reply') : writePath(slug);
  return html`<p class="wide sign-in-hint" id="site-sign-in">Have a site of your own? <a href="${siteSignInPath(next)}" rel="nofollow">Sign in with it</a> and need no code.</p>`;
}

function who(form: CommentForm): Html {
  const { typed = {}, identity } = form;
  return html`${identity === undefined ? nameAndCode(typed) : signedAs(identity)}
${form.letters ? email(typed) : ''}`;
}

function nameAndCode(typed: Typed): Html {
  return html`<div class="signer"><label for="comment-name">Name</label>
<input${attributes({ id: 'comment-name', name: 'name', required: true, maxlength: 60, autocomplete: 'nickname', value: typed.name })}></div>
<div class="signer"><label for="comment-code">Code <span class="quiet">(optional)</span></label>
<input${attributes({ id: 'comment-code', name: 'code', maxlength: 200, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', value: typed.code, 'aria-describedby': 'code-about' })}>
<p class="hint" id="code-about">With the same name and code you can change or delete your comments for ever, from anywhere. <button class="link" type="submit" name="action" value="code" formnovalidate>Make me one</button></p></div>
<div class="signer"><label for="comment-site">Your site <span class="quiet">(optional)</span></label>
<input${attributes({ id: 'comment-site', name: 'website', maxlength: 500, autocomplete: 'url', inputmode: 'url', value: typed.website })}></div>`;
}

function email(typed: Typed): Html {
  return html`<div><label for="comment-email">E-mail <span class="quiet">(only to hear of replies)</span></label>
<input${attributes({ id: 'comment-email', name: 'email', type: 'email', maxlength: 254, autocomplete: 'email', value: typed.email })}></div>`;
}
