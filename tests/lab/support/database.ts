import net from 'node:net';

/** `node database.ts ADDRESS URL`: a TCP door at ADDRESS, port 5432, to the database of a Unix socket. It is run where ADDRESS is. */
const [address = '', url = ''] = process.argv.slice(2);
const path = `${new URL(url).searchParams.get('host')}/.s.PGSQL.5432`;
net
  .createServer(client => {
    const upstream = net.connect(path);
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  })
  .listen(5432, address, () => console.log('open'));
