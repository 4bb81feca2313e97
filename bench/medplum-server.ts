import { Hl7Server } from '@medplum/hl7';
import postgres from 'postgres';

/**
 * The rival: a server of `@medplum/hl7` that does one durable insert before its answer. A process of its own, on the same PostgreSQL; prints its port.
 */
const sql = postgres(process.env.RIVAL_DATABASE_URL ?? '', { max: 8, onnotice: () => undefined });
await sql`create table if not exists medplum_message (id bigserial primary key, at timestamptz not null default now(), raw text not null)`;

const server = new Hl7Server((connection) => {
  connection.addEventListener('message', ({ message }) => {
    void sql`insert into medplum_message (raw) values (${message.toString()})`.then(() => connection.send(message.buildAck()));
  });
});
await server.start(0);
const address = server.server?.address();
if (typeof address === 'object' && address !== null) console.log(`port ${address.port}`);
