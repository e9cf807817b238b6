import { type Html, html } from '../../../../core/html/html.ts';

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const MINUTE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** The day of a time, in UTC: "3 Nov 2026". */
export function day(time: string): Html {
  return html`<time datetime="${time}">${DAY.format(new Date(time))}</time>`;
}

/** A time to the minute, in UTC: "3 Nov 2026, 07:15". */
export function minute(time: string): Html {
  return html`<time datetime="${time}">${MINUTE.format(new Date(time))}</time>`;
}
