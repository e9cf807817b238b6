import { attributes, type Html, html } from '../../../core/html/html.ts';
import type { GivenRole } from '../../api/contract.ts';
import { enterScript } from './enter-script.ts';
import { withArticle } from './format.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

const MAY: Readonly<Record<GivenRole, string>> = {
  editor: 'write posts and change all that there are, and decide on comments and mentions',
  moderator: 'decide on comments and mentions, and read what is not public',
  member: 'read what is not public',
};

/** What an invitation offers, and the one thing that has to be said to accept it. */
export function inviteView(
  frame: Frame,
  invitation: { code: string; role: GivenRole; name?: string | undefined; problem?: string | undefined },
): Html {
  const { code, role, name, problem } = invitation;
  const host = frame.site.author.name || frame.site.title;
  const body = html`<div class="sign-in">
<p class="kicker">Invitation</p>
<h1>Join ${frame.site.title}</h1>
<p class="quiet">${host} invites you as ${withArticle(role)}: you may ${MAY[role]}.</p>
<form class="card" method="post" action="${`/invite/${encodeURIComponent(code)}`}">
${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<label for="name">Your name</label>
<input${attributes({ id: 'name', name: 'name', required: true, maxlength: 100, autocomplete: 'name', value: name, 'aria-describedby': 'name-about' })}>
<p class="hint" id="name-about">As the others here know you. It can be changed later.</p>
<button type="submit">Accept</button>
</form>
</div>${enterScript(frame)}`;
  return layout({ frame, title: 'Invitation', body });
}

/** An invitation that was used or taken back, or is too old. */
export function inviteOverView(frame: Frame): Html {
  const body = html`<div class="sign-in">
<p class="kicker">Invitation</p>
<h1>This invitation is over</h1>
<p class="quiet">An invitation works once, for seven days, unless it is taken back. Ask for another one.</p>
<p><a href="/sign-in">You have an account already? Sign in</a></p>
</div>`;
  return layout({ frame, title: 'Invitation', body });
}
