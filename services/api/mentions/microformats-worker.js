import { parentPort, workerData } from 'node:worker_threads';
import { mf2 } from 'microformats-parser';

const { html, baseUrl } = workerData;
parentPort?.postMessage(mf2(html, { baseUrl }));
