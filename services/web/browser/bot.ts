import { openLine, type Reply } from './bot-line.ts';

/**
 * Makes the talk at /bot live: messages go over a WebSocket that is opened with the first one, and answers appear as they
 * come. Without this script, or when the socket cannot be had, the form works by itself.
 */
const form = document.querySelector<HTMLFormElement>('#say');
const talk = document.querySelector<HTMLOListElement>('#talk');
const problem = document.querySelector<HTMLParagraphElement>('#problem');
const field = form?.querySelector<HTMLInputElement>('#text');

if (form && talk && problem && field) {
  const name = talk.dataset['bot'] ?? 'bot';
  const room = form.querySelector<HTMLInputElement>('[name=room]')?.value;
  const line = openLine(room, reply => show(reply));

  form.addEventListener('submit', event => {
    const text = field.value.trim();
    if (text === '') return;
    event.preventDefault();
    problem.hidden = true;
    field.value = '';
    const waiting = add('theirs waiting', name, document.createTextNode('…'), add('mine', 'You', text));
    line
      .say(text)
      .then(reply => show(reply, waiting))
      .catch(() => {
        // No socket: the form itself carries the message, at the price of loading the page.
        waiting.previousElementSibling?.remove();
        waiting.remove();
        field.value = text;
        form.submit();
      });
  });

  /** Puts the answers in the place of what waits for them, or at the end. */
  function show(reply: Reply, waiting?: HTMLLIElement): void {
    if ('error' in reply) {
      problem!.textContent = reply.error.message;
      problem!.hidden = false;
    } else {
      let last = waiting;
      for (const answer of reply.answers) {
        // The bot's HTML is sanitised where it is made, and the page's policy runs no inline script.
        const parsed = document.createRange().createContextualFragment(answer.html);
        last = add('theirs', name, parsed, last);
      }
    }
    waiting?.remove();
    talk!.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }

  function add(kind: string, who: string, content: string | Node, after?: Element): HTMLLIElement {
    const item = document.createElement('li');
    item.className = kind;
    const label = document.createElement('span');
    label.className = 'who';
    label.textContent = who;
    const words = document.createElement(content instanceof DocumentFragment ? 'div' : 'p');
    words.append(content);
    item.append(label, words);
    if (after) after.after(item);
    else talk!.append(item);
    item.scrollIntoView({ block: 'nearest' });
    return item;
  }
}
