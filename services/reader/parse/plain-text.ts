import { excerpt, htmlToText } from '../../../core/html/text.ts';

/** What authors put into titles; anything else between angle brackets is taken for text, such as `<template>`. */
const INLINE =
  /<\/?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|em|font|i|img|ins|kbd|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?\/?>/gi;

const LONGEST_TITLE = 500;

/** A title as plain text: inline markup goes, and what only looks like a tag stays. */
export function titleText(title: string | undefined): string {
  if (!title) return '';
  const bare = title.slice(0, LONGEST_TITLE * 10).replace(INLINE, '');
  return plainTitle(bare.includes('&') ? htmlToText(bare.replaceAll('<', '&lt;')) : bare);
}

/** A title that is plain text already, on one line and of bounded length. */
export function plainTitle(title: string | undefined): string {
  return excerpt(tidy(title ?? ''), LONGEST_TITLE);
}

/** One line that can be stored and sent: PostgreSQL takes no NUL, and JSON no lone surrogate. */
export function tidy(text: string): string {
  return text
    .replace(/[\s\0]+/g, ' ')
    .trim()
    .toWellFormed();
}
