// Exits with 0 when the path of a service's internal socket answers 200. Plain JavaScript, since it runs every few seconds.
import { get } from 'node:http';

const [socketPath, path] = process.argv.slice(2);
const request = get({ socketPath, path, timeout: 4_000 }, response => {
  response.pipe(process.stdout);
  process.exitCode = response.statusCode === 200 ? 0 : 1;
});
request.on('timeout', () => request.destroy(new Error('no answer within 4 s')));
request.on('error', error => {
  console.error(error.message);
  process.exitCode = 1;
});
