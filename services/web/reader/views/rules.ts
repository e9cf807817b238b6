import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed, Rule } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { actionWords, matchWords } from './rule-words.ts';
import { head } from './subscriptions.ts';

/** A person's rules in the order in which they are looked at. */
export function rulesView(
  asked: ReaderRequest,
  { feeds, rules }: { readonly feeds: readonly Feed[]; readonly rules: readonly Rule[] },
): Html {
  const said =
    rules.length === 0
      ? 'A rule hides, marks, stars or tags what comes in, or tells you of it. There is none yet.'
      : 'Looked at from the first to the last, whenever an item comes in.';
  const shown = postForm(
    asked,
    '/reader/rules/show-hidden',
    {},
    html`<p>What rules have hidden is kept, and can be shown again as read.</p><button type="submit">Show everything that is hidden</button>`,
    'form',
  );
  const body = html`${head('Rules', html`<a class="button" href="/reader/rules/new">New rule</a>`)}
<p class="about">${said}</p>
<ol class="troubled rules">${rules.map((rule, at) => entry(asked, rule, { first: at === 0, last: at === rules.length - 1 }))}</ol>
<details class="fold"><summary>Hidden items…</summary>${shown}</details>`;
  return readerLayout(asked, { title: 'Rules', feeds, body });
}

function entry(asked: ReaderRequest, rule: Rule, { first, last }: { first: boolean; last: boolean }): Html {
  const { id, name, match, actions, enabled } = rule;
  const button = (deed: string, label: string, off = false) =>
    html`<button${attributes({ class: 'small', type: 'submit', name: 'do', value: deed, disabled: off, 'aria-label': `${label}: ${name}` })}>${label}</button> `;
  const buttons = html`<a class="button small" href="/reader/rules/${id}" aria-label="Change: ${name}">Change</a> ${button('apply', 'Apply to what is here', rule.applied?.running)}${button('switch', enabled ? 'Switch off' : 'Switch on')}${button('up', 'Up', first)}${button('down', 'Down', last)}${button('delete', 'Delete')}`;
  return html`<li class="panel"><h2><a href="/reader/rules/${id}">${name}</a>${enabled ? '' : html` <span class="tag">off</span>`}</h2>
<p>If ${matchWords(match)}: ${actionWords(actions)}.</p>
${progress(rule)}${postForm(asked, `/reader/rules/${id}`, {}, buttons)}</li>`;
}

function progress({ applied }: Rule): Html {
  if (!applied) return html``;
  const { running, looked, total, matched } = applied;
  if (!running) return html`<p class="hint">Applied to ${total} items that were here: ${matched} fitted.</p>`;
  return html`<p class="hint"><progress value="${looked}" max="${total}" aria-label="How far it is applied"></progress> ${looked} of ${total} looked at, ${matched} fit. <a href="/reader/rules">Look again</a></p>`;
}
