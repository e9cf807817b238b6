import { type Html, html } from '../../../core/html/html.ts';
import type { MentionStatus } from '../../api/contract.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

/** Where somebody tells of a page of theirs that answers one of this site. */
export function webmentionView(frame: Frame, target: string): Html {
  const body = html`<div class="column">
<header class="page-head"><h1>Did you answer on your own site?</h1>
<p class="lede">Tell us the address of your page. It has to link to the page here that it is about. Sites that know <a href="https://indieweb.org/Webmention">Webmention</a> do this by themselves.</p></header>
<form class="card" method="post" action="/webmention">
<label for="source">Your page</label>
<input id="source" name="source" type="url" required maxlength="2000" placeholder="https://">
<label for="target">The page here that it links to</label>
<input id="target" name="target" type="url" required maxlength="2000" value="${target}" placeholder="${`${frame.origin}/posts/`}">
<button type="submit">Send</button>
</form>
</div>`;
  return layout({ frame, title: 'Send a mention', body });
}

const WORDS: Readonly<Record<MentionStatus['state'], readonly [string, string]>> = {
  waiting: [
    'On its way',
    'Your page will be looked at in a moment. Load this page again to see what came of it.',
  ],
  linked: [
    'Taken',
    'Your page was read and the link was found. It shows once the owner of this site has seen it.',
  ],
  refused: ['Not taken', ''],
  gone: ['Taken away', 'Your page or its link is gone, so it shows here no more.'],
};

/** What became of a mention, for its sender. */
export function mentionStatusView(frame: Frame, mention: MentionStatus): Html {
  const [title, words] = WORDS[mention.state];
  const body = html`<div class="column">
<header class="page-head"><h1>${title}</h1>
<p class="lede">${words} ${mention.reason ?? ''}</p></header>
<dl class="facts">
<dt>Your page</dt><dd>${mention.source}</dd>
<dt>It is about</dt><dd><a href="${mention.target}">${mention.target}</a></dd>
</dl>
</div>`;
  return layout({ frame, title, body });
}
