import { createServer } from 'node:net';
import postgres from 'postgres';

/**
 * The bound: frames found by their last two bytes, one insert of the raw bytes, the shortest answer. No parsing, no dossier, no queue. Runs as a
 * process of its own beside the product, on the same PostgreSQL; prints its port.
 */
const sql = postgres(process.env.RIVAL_DATABASE_URL ?? '', { max: 8, onnotice: () => undefined });
await sql`create table if not exists bare_message (id bigserial primary key, at timestamptz not null default now(), raw bytea not null)`;

const server = createServer((socket) => {
  const insertAndAnswer = async (message: Buffer) => {
    await sql`insert into bare_message (raw) values (${message})`;
    const controlId = message.toString('latin1').split('|', 10)[9] ?? '';
    socket.write(`\x0bMSH|^~\\&|||||20260101||ACK|1|P|2.5\rMSA|AA|${controlId}\r\x1c\r`);
  };
  let pending = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let end = pending.indexOf('\x1c\r'); end !== -1; end = pending.indexOf('\x1c\r')) {
      void insertAndAnswer(pending.subarray(1, end));
      pending = pending.subarray(end + 2);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`port ${address.port}`);
});
