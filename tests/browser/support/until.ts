import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Waits until something is true in the page, whose policy forbids the browser driver's own way to wait for it. */
export async function until(page: Page, expression: string): Promise<void> {
  for (let tries = 0; !(await page.evaluate<boolean>(expression)); tries++) {
    assert.ok(tries < 400, expression);
    await page.waitForTimeout(50);
  }
}
