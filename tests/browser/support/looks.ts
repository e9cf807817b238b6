import type { BrowserContextOptions } from 'playwright-core';

export interface Look {
  readonly context: BrowserContextOptions;
  /** The rules that this look can break and the others not; all unless given. */
  readonly rules?: readonly string[];
}

/** The ways in which every page is looked at. */
export const looks = {
  wide: { context: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } },
  phone: {
    context: { viewport: { width: 360, height: 740 }, colorScheme: 'light', hasTouch: true, isMobile: true },
    rules: ['color-contrast', 'scrollable-region-focusable', 'target-size', 'meta-viewport'],
  },
  dark: {
    context: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
    rules: ['color-contrast', 'link-in-text-block'],
  },
} as const satisfies Record<string, Look>;
