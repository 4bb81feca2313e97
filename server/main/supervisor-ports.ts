import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A killed run's processes need a moment to leave their ports. */
const PATIENCE_MS = 6_000;

export interface PortToHold {
  /** The variable that moves it. */
  variable: string;
  host: string;
  port: number;
}

/** Refuses to start on a port that another program holds. */
export async function requireFreePorts(ports: PortToHold[], patienceMs = PATIENCE_MS): Promise<void> {
  for (const { variable, host, port } of ports) {
    const end = Date.now() + patienceMs;
    while (!(await isFree(host, port))) {
      if (Date.now() > end) throw new Error(`port ${port} is taken by another program: stop it, or choose another one with ${variable}=${port + 1}`);
      await pause(100);
    }
  }
}

/** Answers whether something accepts connections there before the time is over. */
export async function acceptsWithin(host: string, port: number, patienceMs: number): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(50)) {
    if (await accepts(host, port)) return true;
  }
  return false;
}

/** The address that leads to a listener from this machine: "every address" is one to listen on, not one to call. */
export function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => answer(true)));
  });
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host: reachable(host), port });
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
