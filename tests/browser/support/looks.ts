import type { BrowserContextOptions } from 'playwright-core';

export interface Look {
  readonly context: BrowserContextOptions;
  /** The rules that this look can break and the others not; all unless given. */
  readonly rules?: readonly string[];
  /** The rules that the same page can break in the dark, where nothing but colours is otherwise; not looked at unless given. */
  readonly dark?: readonly string[];
}

/** The ways in which every page is looked at. */
export const looks = {
  wide: {
    context: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
    dark: ['color-contrast', 'link-in-text-block'],
  },
  phone: {
    context: { viewport: { width: 360, height: 740 }, colorScheme: 'light', hasTouch: true, isMobile: true },
    rules: ['color-contrast', 'scrollable-region-focusable', 'target-size', 'meta-viewport'],
  },
} as const satisfies Record<string, Look>;
