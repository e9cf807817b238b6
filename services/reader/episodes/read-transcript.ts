import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Passage, Transcript } from '../contract/episodes.ts';
import { cleanHtml } from '../items/clean-html.ts';
import { readCues } from './read-cues.ts';

/** Passages of one transcript; a day of talk has fewer. */
const MOST = 5_000;
/** Characters after which a passage ends with its sentence, and at the latest. */
const LONG = 280;
const TOO_LONG = 700;

const Segment = z.object({
  body: z.string(),
  startTime: z.number().min(0).optional().catch(undefined),
  speaker: z.string().max(100).optional().catch(undefined),
});

/**
 * What is said, of a file in any of the formats that feeds name (https://podcasting2.org/docs/podcast-namespace/tags/transcript):
 * WebVTT, SubRip, JSON, HTML or plain text, told by what it is and not by what it says to be. Throws `invalid` for none of them.
 */
export function readTranscript(text: string, baseUrl: string): Transcript {
  const written = text.replace(/^\uFEFF/, '').trim();
  if (/^\{/.test(written)) return { passages: joined(segmentsOf(written)) };
  const cues = written.includes('-->') ? readCues(written) : [];
  if (cues.length > 0) return { passages: joined(cues) };
  if (/^<|<(?:p|br|cite|time|div)\b/i.test(written)) {
    const html = cleanHtml(written, baseUrl);
    if (html.trim() !== '') return { passages: [], html };
  } else if (written !== '' && !written.startsWith('WEBVTT')) return { passages: paragraphsOf(written) };
  throw none();
}

function segmentsOf(written: string): Passage[] {
  let given: unknown;
  try {
    given = JSON.parse(written);
  } catch {
    throw none();
  }
  const { segments } = given as { segments?: unknown };
  if (!Array.isArray(segments)) throw none();
  return segments.flatMap(one => {
    const { data } = Segment.safeParse(one);
    const text = data?.body.replace(/\s+/g, ' ').trim().toWellFormed();
    if (!data || !text) return [];
    const { startTime: start, speaker } = data;
    return { ...(start !== undefined && { start }), ...(speaker && { speaker }), text };
  });
}

function paragraphsOf(written: string): Passage[] {
  return written
    .split(/\n\s*\n/)
    .map(text => ({ text: text.replace(/\s+/g, ' ').trim() }))
    .filter(({ text }) => text !== '')
    .slice(0, MOST);
}

/** Cues are a line or a word long, as they are shown on a film; to be read, what one person says stands together. */
function joined(cues: readonly Passage[]): Passage[] {
  const passages: Passage[] = [];
  let last: { start?: number | undefined; speaker?: string | undefined; text: string } | undefined;
  for (const { start, speaker, text } of cues) {
    const same = speaker === undefined || speaker === last?.speaker;
    const full = last !== undefined && last.text.length > LONG && /[.?!…。？！]["”’)]?$/.test(last.text);
    if (last && same && !full && last.text.length + text.length < TOO_LONG) last.text += ` ${text}`;
    else {
      last = { ...(start !== undefined && { start }), ...(speaker && { speaker }), text };
      passages.push(last as Passage);
    }
  }
  return passages.slice(0, MOST);
}

function none(): AppError {
  return new AppError('invalid', 'What the feed names as the transcript cannot be read as one.', {
    reason: 'no_part',
  });
}
