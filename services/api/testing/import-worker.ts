import { importSiteJob } from '../jobs/import-site.ts';
import { openApi } from './context.ts';

/** A process for the tests that brings in what waits on a database and a directory, until it is killed or done. */
const [url = '', data = ''] = process.argv.slice(2);
const { api, close } = openApi(url, data);
const { signal } = new AbortController();
await importSiteJob(() => api).handler({}, { id: 'test', retries: 0, signal });
await close();
