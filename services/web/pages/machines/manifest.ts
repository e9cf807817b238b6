import { z } from 'zod';
import { definePage } from '../../http/page.ts';

/** `/manifest.webmanifest` (https://www.w3.org/TR/appmanifest/): what the site is called and looks like on a home screen. */
export const manifestPage = definePage({
  input: z.object({}),
  cacheKey: () => 'manifest',
  async render({ frame }) {
    const { site } = await frame;
    const body = JSON.stringify({
      name: site.title,
      short_name: site.title.length > 12 ? site.title.split(' ')[0] : site.title,
      description: site.description || undefined,
      lang: site.language,
      id: '/',
      start_url: '/',
      display: 'minimal-ui',
      background_color: '#faf8f3',
      theme_color: '#faf8f3',
      icons: [
        { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: '/icon.png', sizes: '512x512', type: 'image/png' },
      ],
    });
    return { body, type: 'application/manifest+json; charset=utf-8' };
  },
});
