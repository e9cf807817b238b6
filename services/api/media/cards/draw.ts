import type { OverlayOptions, Sharp } from 'sharp';
import { escapeHtml } from '../../../../core/html/escape.ts';
import type { CardText } from '../../contract.ts';
import { loadSharp } from '../worker/sharp.ts';
import type { CardFonts } from './fonts.ts';

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 88;
/** Of the title, the largest with which it fits; the smallest is cut off by its height. */
const SIZES = [92, 80, 70, 60, 52, 46];
const TITLE_HEIGHT = 350;
const FOOT_SIZE = 36;

/** As the site's own theme: paper, ink, moss and quiet. */
const PAPER = '#faf8f3';
const INK = '#21251f';
const MOSS = '#26573c';
const QUIET = '#585f54';

/** The picture of a post as PNG. What the fonts cannot write is left out. */
export async function drawCard(text: CardText, fonts: CardFonts): Promise<Buffer> {
  const sharp = await loadSharp();
  const latin = await readOnce(fonts);
  const write = (markup: string, size: number, weight: string): Sharp =>
    sharp({
      text: {
        text: markup,
        font: `Inter ${weight} ${size}`,
        fontfile: latin,
        rgba: true,
        dpi: 72,
        width: WIDTH - 2 * MARGIN,
        wrap: 'word-char',
        spacing: Math.round(size * 0.1),
      },
    });
  const layers = [strip(0, 14, MOSS)];
  const site = fonts.covered(text.site);
  const author = fonts.covered(text.author);
  const title = fonts.covered(text.title) || site;
  if (title !== '') layers.push({ ...(await fitted(title, write)), left: MARGIN, top: MARGIN });
  const foot = [site && span(site, MOSS), author && author !== site && span(author, QUIET)].filter(Boolean);
  if (foot.length > 0) {
    const line = await write(foot.join(span('  ·  ', QUIET)), FOOT_SIZE, 'Medium')
      .png()
      .toBuffer({ resolveWithObject: true });
    layers.push({
      input: line.data,
      left: MARGIN,
      top: HEIGHT - MARGIN - Math.min(line.info.height, FOOT_SIZE * 2),
    });
  }
  // Words in a script that no font here has: ploughed land, as in the site's mark, rather than an empty sheet.
  if (layers.length === 1) layers.push(...[250, 330, 410, 490, 570].map(top => strip(top, 34, MOSS)));
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: PAPER } })
    .composite(layers)
    .png({ palette: true, colours: 64, effort: 5 })
    .toBuffer();
}

const read = new WeakSet<CardFonts>();

/** A font that is read for one text is there for all that follow; gives the one that every text asks for. */
async function readOnce(fonts: CardFonts): Promise<string> {
  const sharp = await loadSharp();
  const [latin, ...others] = fonts.files;
  if (!read.has(fonts))
    for (const fontfile of others)
      await sharp({ text: { text: '.', fontfile } })
        .raw()
        .toBuffer();
  read.add(fonts);
  return latin!;
}

async function fitted(
  title: string,
  write: (markup: string, size: number, weight: string) => Sharp,
): Promise<OverlayOptions> {
  const markup = span(title, INK);
  for (const size of SIZES) {
    const { data, info } = await write(markup, size, 'Bold').png().toBuffer({ resolveWithObject: true });
    if (info.height <= TITLE_HEIGHT) return { input: data };
  }
  const smallest = write(markup, SIZES.at(-1)!, 'Bold').png();
  const { data, info } = await smallest.toBuffer({ resolveWithObject: true });
  const sharp = await loadSharp();
  return {
    input: await sharp(data).extract({ left: 0, top: 0, width: info.width, height: TITLE_HEIGHT }).toBuffer(),
  };
}

function strip(top: number, height: number, background: string): OverlayOptions {
  return { input: { create: { width: WIDTH, height, channels: 3, background } }, left: 0, top };
}

/** Pango's markup (https://docs.gtk.org/Pango/pango_markup.html) knows the same five entities. */
function span(text: string, colour: string): string {
  return `<span foreground="${colour}">${escapeHtml(text)}</span>`;
}
