import type { XmlElement } from './xml-element.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** https://web.resource.org/rss/1.0/modules/syndication/ */
const PERIODS: Readonly<Record<string, number>> = {
  hourly: 3600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_592_000,
  yearly: 31_536_000,
};

/** Seconds between two fetches that the publisher asks for: `ttl` in minutes, or the syndication module. */
export function restSeconds(head: XmlElement): number | undefined {
  const ttl = Number.parseFloat(head.textOf('ttl') ?? '');
  if (ttl >= 0) return ttl * 60;
  const period = PERIODS[head.textOf('sy:updateperiod')?.toLowerCase() ?? ''];
  const frequency = Number.parseInt(head.textOf('sy:updatefrequency') ?? '', 10);
  return period === undefined ? undefined : Math.round(period / Math.max(1, frequency || 1));
}

/** Hours in UTC, 0 to 23; some write 24 for midnight. */
export function skipHours(head: XmlElement): number[] {
  return listed(head, 'skiphours', 'hour')
    .map(hour => (/^\d{1,2}$/.test(hour) ? Number(hour) % 24 : -1))
    .filter(hour => hour >= 0);
}

/** Days in UTC, 0 (Sunday) to 6. */
export function skipDays(head: XmlElement): number[] {
  const days = listed(head, 'skipdays', 'day').map(day => day.toLowerCase());
  return DAYS.flatMap((day, index) => (days.includes(day) ? [index] : []));
}

function listed(head: XmlElement, list: string, each: string): string[] {
  return head
    .all(list)
    .flatMap(element => element.all(each))
    .map(element => element.text);
}
