/** The time field on the clocks of this browser, and in words when the post will be public. */
export function startWhen(form: HTMLFormElement): void {
  const at = form.querySelector<HTMLInputElement>('[name=publish_at]')!;
  const zone = form.querySelector<HTMLInputElement>('[name=time_zone]')!;
  const words = document.querySelector<HTMLElement>('#when-words')!;
  const publish = document.querySelector<HTMLElement>('#editor-publish');
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone.value === 'UTC' && here !== 'UTC') {
    if (at.value !== '') at.value = localTime(new Date(`${at.value}Z`));
    zone.value = here;
  }
  say();
  at.addEventListener('input', say);
  zone.addEventListener('input', say);

  function say(): void {
    const time = new Date(at.value);
    const future = at.value !== '' && time.getTime() > Date.now();
    if (publish) publish.textContent = future ? 'Schedule' : 'Publish';
    // A time that has passed says itself what there is to say.
    if (!future) words.textContent = '';
    else if (zone.value !== here) words.textContent = `In the time of ${zone.value}.`;
    else {
      const day = time.toLocaleString([], { dateStyle: 'full', timeStyle: 'short' });
      words.textContent = `It will be public on ${day}, ${distance(time)}.`;
    }
  }
}

function localTime(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function distance(time: Date): string {
  const minutes = Math.round((time.getTime() - Date.now()) / 60_000);
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  if (minutes < 90) return format.format(minutes, 'minute');
  return minutes < 36 * 60
    ? format.format(Math.round(minutes / 60), 'hour')
    : format.format(Math.round(minutes / 1440), 'day');
}
