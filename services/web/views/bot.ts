import { attributes, type Html, html, raw } from '../../../core/html/html.ts';
import type { BotPage, Exchange } from '../bot-talk.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

/** The talk with the bot: a plain form that carries the talk along, and a script that makes it live. */
export function botView(frame: Frame, page: BotPage): Html {
  const { bot, talk, problem } = page;
  const body = html`<div class="bot">
<header class="page-head"><h1>${bot.name}</h1>
<p class="lede">The bot that lives here and in the chat rooms. Ask it something, or read <a href="/bot/about">all that it can do</a>. Signed in here, you speak as your account.</p></header>
<section class="talk-box" aria-label="Talk">
<div role="log" aria-label="Conversation"><ol class="talk" id="talk" data-bot="${bot.name}">${talk.map(exchange => exchangeView(exchange, bot.name))}</ol></div>
<p class="problem" id="problem" role="alert"${attributes({ hidden: problem === undefined })}>${problem}</p>
<form class="say" id="say" method="post" action="/bot">
${page.room === undefined ? '' : html`<input type="hidden" name="room" value="${page.room}">`}
${talk.length === 0 ? '' : html`<input type="hidden" name="talk" value="${JSON.stringify(talk)}">`}
<label for="text">Say something</label>
<div class="field"><input${attributes({ id: 'text', name: 'text', required: true, maxlength: 1000, autocomplete: 'off', enterkeyhint: 'send', placeholder: bot.actions[0]?.examples[0], value: page.unsent, autofocus: talk.length > 0 })}><button type="submit">Send</button></div>
</form>
</section>
${actionList(bot.actions)}
<p class="quiet"><a href="/bot/privacy">What it keeps, and how to be forgotten</a></p>
</div>`;
  const more = html`<script type="module" src="${frame.assets.botScript.path}"></script>
`;
  return layout({
    frame,
    title: bot.name,
    path: talk.length === 0 && problem === undefined ? '/bot' : undefined,
    more,
    body,
  });
}

function exchangeView({ said, answers }: Exchange, name: string): Html {
  return html`
<li class="mine"><span class="who">You</span><p>${said}</p></li>${answers.map(
    text => html`
<li class="theirs"><span class="who">${name}</span><p>${linkify(text)}</p></li>`,
  )}`;
}

/** Text with its web addresses as links. Answers come back from the visitor's form, so they are text and nothing more. */
function linkify(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="nofollow noopener">${part}</a>` : part))}`;
}

function actionList(actions: BotPage['bot']['actions']): Html {
  if (actions.length === 0) return raw('');
  return html`<section class="actions" aria-labelledby="actions"><h2 id="actions" class="label">What it can do</h2>
<dl>${actions.map(
    action => html`
<div><dt><code>${action.usage || action.name}</code></dt><dd>${action.about}${
      action.examples.length > 0
        ? html` <span class="quiet">For example ${action.examples.slice(0, 2).map((example, index) => html`${index > 0 ? ' or ' : ''}<code>${example}</code>`)}.</span>`
        : ''
    }</dd></div>`,
  )}</dl></section>`;
}
