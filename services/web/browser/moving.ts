/** Shows how far a file has been sent, and how far an import is, without loading the page again and again. */
const AGAIN_MS = 1_000;

const RUNS = '[data-import="running"]';

function parse(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/html');
}

function replace(selector: string, by: Document): void {
  const fresh = by.querySelector(selector);
  if (fresh) document.querySelector(selector)?.replaceWith(document.importNode(fresh, true));
}

/** While it runs, only how far it is: who is about to press the button beside it keeps it. */
function show(fresh: Document): void {
  if (!fresh.querySelector(RUNS)) replace('main', fresh);
  else replace('[data-progress]', fresh);
}

async function follow(): Promise<void> {
  while (document.querySelector(RUNS)) {
    await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    if (document.visibilityState === 'hidden') continue;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (answer.redirected) location.reload();
      else if (answer.ok) show(parse(await answer.text()));
    } catch {
      // The site is away for a moment, as when it restarts: it is asked again.
    }
  }
}

function send(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]')!;
  const said = document.createElement('p');
  const bar = document.createElement('progress');
  const words = document.createElement('span');
  said.setAttribute('role', 'status');
  bar.setAttribute('aria-label', 'How much of the file has been sent');
  said.append(bar, words);
  button.disabled = true;
  button.parentElement?.append(said);
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'text/html');
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.max = total;
    bar.value = loaded;
    words.textContent =
      loaded < total ? `${Math.floor((100 * loaded) / total)} % sent` : 'All sent; it is being looked at.';
  });
  request.addEventListener('load', () => {
    const answered = new URL(request.responseURL || form.action);
    if (answered.pathname === new URL(form.action).pathname) replace('main', parse(request.responseText));
    else location.assign(answered);
    listen();
  });
  request.addEventListener('error', () => {
    button.disabled = false;
    bar.remove();
    words.textContent = 'It could not be sent. Try it once more.';
  });
  request.send(new FormData(form));
}

function listen(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sends]'))
    form.addEventListener('submit', event => {
      event.preventDefault();
      send(form);
    });
}

listen();
void follow();
