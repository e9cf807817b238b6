import { type Html, html } from '../../../../core/html/html.ts';
import { formatDate } from '../../views/format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, as short as can be: "5 min", "3 h", "2 d", then its day. */
export function age(time: string, now = Date.now()): Html {
  return html`<time datetime="${time}">${ageWords(time, now)}</time>`;
}

export function ageWords(time: string, now: number): string {
  const past = now - Date.parse(time);
  if (past < MINUTE) return 'now';
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h`;
  if (past < 7 * DAY) return `${Math.floor(past / DAY)} d`;
  const sameYear = time.slice(0, 4) === new Date(now).toISOString().slice(0, 4);
  return formatDate(time, 'en', sameYear ? 'day' : 'short');
}

/** A time that may lie ahead: "in 20 min", "3 h ago". */
export function nearWords(time: string, now: number): string {
  const ahead = Date.parse(time) - now;
  if (ahead <= 0) {
    const words = ageWords(time, now);
    return words === 'now' ? 'just now' : /\d (?:min|h|d)$/.test(words) ? `${words} ago` : `on ${words}`;
  }
  if (ahead < HOUR) return `in ${Math.ceil(ahead / MINUTE)} min`;
  if (ahead < 2 * DAY) return `in ${Math.round(ahead / HOUR)} h`;
  return `on ${formatDate(time, 'en', 'short')}`;
}

/** The length of an episode: "43 min", "1 h 5 min". */
export function lengthWords(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
