import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContext, ConsoleMessage, Page, Request } from 'playwright-core';
import type { Look } from './looks.ts';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface InspectOptions {
  /** The status that the page is answered with, 200 unless given. */
  readonly status?: number;
  /** The look of the context: with one, only its rules of axe-core are tried, which take most of the time. */
  readonly look?: Look;
  /** Whether the page is one for people who are signed in, and so may set cookies. */
  readonly cookies?: boolean;
}

/**
 * One tab for all pages that are looked at in a context: each new one would be a new process. It has axe-core in every page
 * from the beginning: handed over for each page anew it is also compiled anew, which takes longer than all of its rules.
 */
const tabs = new WeakMap<BrowserContext, Page>();

async function tabOf(context: BrowserContext): Promise<Page> {
  const known = tabs.get(context);
  if (known) return known;
  const page = await context.newPage();
  await page.addInitScript({ content: await axeSource });
  tabs.set(context, page);
  return page;
}

/** What is wrong with a page, in words; nothing when it is as it should be. */
export async function inspect(
  context: BrowserContext,
  url: string,
  { status = 200, look, cookies = false }: InspectOptions = {},
): Promise<string[]> {
  const page = await tabOf(context);
  const problems: string[] = [];
  const onRequest = (request: Request) => {
    const asked = new URL(request.url());
    if (asked.host !== new URL(url).host && asked.protocol !== 'data:') problems.push(`asked ${asked.host}`);
  };
  const onPageError = (error: Error) => void problems.push(`script: ${error.message}`);
  const onConsole = (message: ConsoleMessage) => {
    const expected = status !== 200 && message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !expected) problems.push(`console: ${message.text()}`);
  };
  page.on('request', onRequest).on('pageerror', onPageError).on('console', onConsole);
  try {
    const answer = await page.goto(url);
    if (answer?.status() !== status) problems.push(`status ${answer?.status()}`);
    problems.push(...(await layout(page)), ...(await accessibility(page, look?.rules)));
    if (look?.dark) problems.push(...(await inTheDark(page, look.dark)));
    if (!cookies && (await context.cookies()).length > 0) problems.push('set a cookie');
  } finally {
    page.off('request', onRequest).off('pageerror', onPageError).off('console', onConsole);
  }
  return problems;
}

/** The same page in dark colours, at once instead of gliding there. Only colours differ, so that it is not loaded again. */
async function inTheDark(page: Page, rules: readonly string[]): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(ARRIVE);
  const problems = [...(await layout(page)), ...(await accessibility(page, rules))];
  await page.emulateMedia({ colorScheme: 'light' });
  return problems.map(problem => `in the dark: ${problem}`);
}

/** These run in the page, so that they are text here: this program's types know no document. */
const ARRIVE = `new Promise(resolve => requestAnimationFrame(() => {
  document.getAnimations().filter(each => each instanceof CSSTransition).forEach(each => each.finish());
  resolve();
}))`;
// Not against innerWidth, which on a phone is as wide as what sticks out.
const MEASURE = `new Promise(resolve => {
  const shifts = [];
  const at = ({ x, y, width, height }) => [x, y, width, height].join(' ');
  const nameOf = node => node === null ? 'what is gone' : (node.nodeType === 1 ? node : node.parentElement).outerHTML.slice(0, 60);
  new PerformanceObserver(list => list.getEntries().forEach(({ value, sources }) =>
    shifts.push(value + ': ' + sources.map(({ node, previousRect, currentRect }) =>
      nameOf(node) + ' from ' + at(previousRect) + ' to ' + at(currentRect)).join(', '))))
    .observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() =>
    resolve({ wider: document.documentElement.scrollWidth - document.documentElement.clientWidth, widest: widest(), shifts })));
  function widest() {
    const right = node => node.getBoundingClientRect().right;
    return nameOf([...document.body.querySelectorAll('*')].reduce((most, node) => right(node) >= right(most) ? node : most, document.body));
  }
})`;

async function layout(page: Page): Promise<string[]> {
  const { wider, widest, shifts } = await page.evaluate<{ wider: number; widest: string; shifts: string[] }>(
    MEASURE,
  );
  return [
    ...(wider > 0 ? [`${wider}px wider than the window: ${widest}`] : []),
    ...shifts.map(shift => `layout shift of ${shift}`),
  ];
}

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** The rules of axe-core, best practices too. Run through the debugger, which the page's policy does not bind. */
async function accessibility(page: Page, rules: readonly string[] | undefined): Promise<string[]> {
  const options = {
    resultTypes: ['violations'], // what passed is not described
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  };
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(${JSON.stringify(options)})`,
  );
  return violations.map(
    ({ id, help, nodes }) => `axe ${id}: ${help} (${nodes.map(node => node.target.join(' ')).join(', ')})`,
  );
}
