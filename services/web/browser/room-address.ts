/** Messages below one that is led to, on the page that it is shown on; the server has the same (`rooms/views/address.ts`). */
const BELOW = 30;

/** Makes links to messages of the room lead to those that the page has, and to a page with it for any other. */
export function leadToMessages(page: HTMLElement, room: string): void {
  page.addEventListener('click', event => {
    const link = (event.target as HTMLElement).closest('a');
    const number = link && /^#m(\d+)$/.exec(link.hash)?.[1];
    if (!number || link.pathname !== location.pathname || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (document.querySelector(link.hash)) location.hash = link.hash;
    else {
      const query = new URLSearchParams(location.search);
      query.set('before', String(Number(number) + BELOW));
      location.assign(`/rooms/${room}?${query}${link.hash}`);
    }
  });
}
