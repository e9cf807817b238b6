import type { ImportKind, SiteImport } from '../../../../api/contract.ts';
import { count } from '../../../views/format.ts';
import type { Tone } from '../parts.ts';

export const MOVING_PATH = '/admin/moving';

export const KINDS: Readonly<Record<ImportKind, string>> = {
  posts: 'a folder of Markdown',
  site: 'an export of Croft',
  wordpress: 'an export of WordPress',
  ghost: 'an export of Ghost',
};

/** How an import stands, in a word. */
export function stateOf({ state, dryRun, failed, stopAsked }: SiteImport): { word: string; tone: Tone } {
  switch (state) {
    case 'uploading':
      return { word: 'Being sent', tone: 'wait' };
    case 'ready':
      return { word: 'Not begun', tone: 'wait' };
    case 'waiting':
    case 'running':
      return { word: stopAsked ? 'Being stopped' : 'Running', tone: 'wait' };
    case 'failed':
      return { word: 'Failed', tone: 'bad' };
    case 'stopped':
      return { word: 'Stopped', tone: 'plain' };
    case 'done':
      if (dryRun) return { word: 'Tried', tone: 'plain' };
      return failed > 0 ? { word: 'Done, not all of it', tone: 'bad' } : { word: 'Done', tone: 'good' };
  }
}

/** What came of it, in a line. */
export function summaryOf({ counts = {}, failed }: SiteImport): string {
  const { created, updated, unchanged, posts, files, responses, others, known } = counts;
  const parts = [
    created === undefined ? '' : `${count(created, 'post')} new`,
    updated ? `${count(updated, 'post')} changed` : '',
    unchanged ? `${count(unchanged, 'post')} as before` : '',
    posts ? count(posts, 'post') : '',
    files ? count(files, 'file') : '',
    responses ? `${count(responses, 'comment')} and mentions` : '',
    others ? `${others} others` : '',
    known ? `${known} here already` : '',
    failed > 0 ? `${failed} failed` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** How far it is, in a line. */
export function progressOf({ state, step, done, total, kind }: SiteImport): string {
  if (state === 'waiting' || step === undefined || total === undefined) return 'It begins in a moment.';
  const what = step === 'unpacking' ? 'files unpacked' : kind === 'site' ? 'taken' : 'posts taken';
  return `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}.`;
}

/** `1.2 MB` */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
