import { showMarked, showWaiting } from './reader-marks.ts';

/** Items that came together. Far from the window only its height is there, and its HTML is kept aside. */
interface Page {
  readonly box: HTMLElement;
  readonly ids: readonly string[];
  kept: string | undefined;
}

/** How far around the window items are in the document, in heights of it. */
const NEAR = '250% 0px';

/** The list as pages, of which only those near the window are in the document, however long it grows. */
export class Pages {
  readonly #entries: HTMLElement;
  readonly #pages = new Map<Element, Page>();
  readonly #watch = new IntersectionObserver(seen => this.#move(seen), { rootMargin: NEAR });

  constructor(entries: HTMLElement) {
    this.#entries = entries;
    const first = document.createElement('div');
    first.append(...entries.childNodes);
    this.#add(first);
  }

  append(html: string): void {
    const box = document.createElement('div');
    // Made by the server, which sanitises what is a stranger's; the policy of the page runs no script besides.
    box.innerHTML = html;
    showWaiting(box);
    this.#add(box);
  }

  /** Ids of all items, of those out of the document too; with `until`, of those before it. */
  ids(until?: string): string[] {
    const all = [...this.#pages.values()].flatMap(({ ids }) => ids);
    return until === undefined ? all : all.slice(0, Math.max(0, all.indexOf(until)));
  }

  #add(box: HTMLElement): void {
    box.className = 'page';
    this.#entries.append(box);
    const ids = [...box.querySelectorAll<HTMLElement>('.entry')].map(entry => entry.dataset['id']!);
    this.#pages.set(box, { box, ids, kept: undefined });
    this.#watch.observe(box);
  }

  #move(seen: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of seen) {
      const page = this.#pages.get(target)!;
      if (isIntersecting) this.#fill(page);
      else if (page.kept === undefined && !isInUse(page.box)) empty(page, boundingClientRect.height);
    }
  }

  #fill(page: Page): void {
    if (page.kept === undefined) return;
    page.box.innerHTML = page.kept;
    page.kept = undefined;
    page.box.style.blockSize = '';
    showMarked(page.box.querySelectorAll<HTMLElement>('.entry'));
    showWaiting(page.box);
  }
}

function empty(page: Page, height: number): void {
  page.kept = page.box.innerHTML;
  page.box.style.blockSize = `${height}px`;
  page.box.replaceChildren();
}

/** What somebody is at, has open or listens to stays. */
function isInUse(box: HTMLElement): boolean {
  return box.querySelector('.entry.at, .entry.open, .body') !== null || box.contains(document.activeElement);
}
