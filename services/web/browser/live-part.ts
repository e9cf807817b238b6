/** Keeps a part of the page as it is now, without loading the page again and again. */
const AGAIN_MS = 2_000;

async function follow(): Promise<void> {
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    if (document.visibilityState === 'hidden') continue;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (answer.redirected) location.reload();
      if (!answer.ok) continue;
      const fresh = new DOMParser()
        .parseFromString(await answer.text(), 'text/html')
        .querySelector('[data-live]');
      if (fresh) document.querySelector('[data-live]')?.replaceWith(document.importNode(fresh, true));
    } catch {
      // The site is away for a moment, as when it restarts: it is asked again.
    }
  }
}

void follow();
