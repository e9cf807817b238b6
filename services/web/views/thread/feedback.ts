import { attributes, type Html, html } from '../../../../core/html/html.ts';
import { LONGEST_WORDS, type Post } from '../../../api/contract.ts';
import type { Frame } from '../frame.ts';
import { postName } from '../kinds.ts';
import { layout } from '../layout.ts';
import { postPath } from '../paths.ts';

export function feedbackPath(slug: string): string {
  return `/posts/${encodeURIComponent(slug)}/feedback`;
}

/** "Was this post useful to you?", where the owner asks it. */
export function feedbackForm(frame: Frame, post: Post): Html {
  if (!frame.site.feedback) return html``;
  return html`<form class="feedback" method="post" action="${feedbackPath(post.slug)}">
<p id="useful">Was this post useful to you?</p>
<p class="buttons" role="group" aria-labelledby="useful"><button class="ghost" type="submit" name="useful" value="yes">Yes</button> <button class="ghost" type="submit" name="useful" value="no">No</button></p></form>`;
}

/** After an answer: thanks, and room for a word that only the owner reads. */
export function thanksView(
  frame: Frame,
  post: Post,
  given: { useful: boolean; done: boolean; problem?: string | undefined },
): Html {
  const { useful, done, problem } = given;
  const body = html`<div class="column thread">
<header class="page-head"><p class="kicker"><a href="${postPath(post)}">${postName(post)}</a></p><h1>Thank you</h1></header>
${
  done
    ? html`<p class="lede">Your words are with the author.</p>`
    : html`<form class="comment-form" method="post" action="${feedbackPath(post.slug)}">
${problem ? html`<p class="problem wide" role="alert">${problem}</p>` : ''}
<input${attributes({ type: 'hidden', name: 'useful', value: useful ? 'yes' : 'no' })}>
<div class="wide"><label for="words">${useful ? 'What helped?' : 'What was missing?'} <span class="quiet">(optional; only the author reads it)</span></label>
<textarea${attributes({ id: 'words', name: 'words', rows: 5, maxlength: LONGEST_WORDS })}></textarea>
<p class="hint">Nothing is kept that says who you are. Within two days nobody can tell any more whose answer it was.</p></div>
<p class="buttons wide"><button type="submit">Send</button></p></form>`
}
<p><a href="${postPath(post)}">Back to the post</a></p>
</div>`;
  return layout({ frame, title: 'Thank you', body });
}
