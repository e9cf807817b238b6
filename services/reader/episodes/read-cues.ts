import type { Passage } from '../contract/episodes.ts';
import { decodeEntities } from '../parse/xml-entities.ts';

/** `00:01:02,500 --> …`, of SubRip and WebVTT, which has no hours where there are none. */
const TIMES = /^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->/;
/** `<v Ann>`, by which WebVTT names who speaks (https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span). */
const VOICE = /<v(?:\.[^\s>]*)?\s+([^>]{1,100})>/;
/** `Ann: …`, by which people do in SubRip. */
const NAMED = /^(\p{Lu}[\p{L}\p{N} .'’-]{0,38}[\p{L}\p{N}.]):\s+(?=\S)/u;

/** The cues of a SubRip or WebVTT file as passages, each as it is written there; notes, styles and numbers are left out. */
export function readCues(text: string): Passage[] {
  const passages: Passage[] = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/)) {
    const lines = block.split('\n');
    const at = lines.findIndex(line => TIMES.test(line));
    if (at < 0 || at > 2) continue;
    const start = secondsOf(lines[at]!);
    const passage = passageOf(lines.slice(at + 1).join(' '), start);
    if (passage.text !== '') passages.push(passage);
  }
  return passages;
}

function passageOf(written: string, start: number): Passage {
  const voice = VOICE.exec(written)?.[1]?.trim();
  const text = decodeEntities(written.replace(/<[^<>]*>|\{\\[^{}]*\}/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
  if (voice !== undefined) return { start, speaker: decodeEntities(voice), text };
  const speaker = NAMED.exec(text);
  return speaker ? { start, speaker: speaker[1]!, text: text.slice(speaker[0].length) } : { start, text };
}

function secondsOf(line: string): number {
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = TIMES.exec(line) ?? [];
  return (
    Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(fraction.padEnd(3, '0')) / 1000
  );
}
