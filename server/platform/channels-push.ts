import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';
import webpush from 'web-push';
import { publicAddress } from './channels';
import { type Environment, readEnvironment } from './env';
import { Fault } from './fault';

export interface PushDevice {
  endpoint: string;
  p256dh: string;
  auth: string;
}

const SILENCE_MS = 10_000;
/** A night call that comes an hour late helps nobody. */
const LIVES_SECONDS = 600;

/** The push services of the browsers that people use; whatever else a browser could name is somebody's own server. */
const SERVICES: readonly RegExp[] = [
  /^fcm\.googleapis\.com$/,
  /^([\w-]+\.)*push\.services\.mozilla\.com$/,
  /^([\w-]+\.)*push\.apple\.com$/,
  /^([\w-]+\.)*notify\.windows\.com$/,
];

const INSIDE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  INSIDE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  INSIDE.addSubnet(network, prefix, 'ipv6');

/** The public half of the installation's key, which a browser binds its subscription to; null where there is none. */
export const vapidPublicKey = (): string | null => readEnvironment().VAPID_PUBLIC_KEY ?? null;

/** Whether the product would send to that address at all: https and the usual port of a known service, or one that the operator named in PUSH_HOSTS. */
export function isPushHost(endpoint: string, environment: Environment = readEnvironment()): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, host, port, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (isNamed(host, environment)) return protocol === 'https:' || (protocol === 'http:' && environment.RELAIS_DEMO);
  return protocol === 'https:' && port === '' && SERVICES.some((service) => service.test(hostname));
}

const isNamed = (host: string, { PUSH_HOSTS }: Environment): boolean => (PUSH_HOSTS ?? '').split(',').some((named) => named.trim() === host);

/**
 * Sends one random number to a device by Web Push (RFC 8030, 8291, 8292): encrypted for it, signed by the installation, urgent, without a topic. Goes only to
 * known push services, never along a redirection and never to an address inside. 404 and 410 = the device is gone for good.
 * @see threats.md 4, 14
 */
export async function sendPush(device: PushDevice, payload: string): Promise<void> {
  const environment = readEnvironment();
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = environment;
  if (publicKey === undefined || privateKey === undefined) throw new Fault('no-push-key', 'never');
  if (!isPushHost(device.endpoint, environment)) throw new Fault('push-host-refused', 'never');
  const url = new URL(device.endpoint);
  const address = await outsideAddress(url, environment);
  const details = webpush.generateRequestDetails({ endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } }, payload, {
    vapidDetails: { subject: environment.VAPID_SUBJECT ?? subjectOf(environment), publicKey, privateKey },
    TTL: LIVES_SECONDS,
    urgency: 'high',
    contentEncoding: 'aes128gcm',
  });
  const status = await post(url, address, details.headers, details.body);
  if (status >= 200 && status < 300) return;
  const isAgain = status >= 500 || status === 408 || status === 429;
  throw new Fault(`push-${status}`, isAgain ? 'safe' : 'never');
}

/** A push service wants to know whom to write to; it accepts a site or a mailbox. */
function subjectOf(environment: Environment): string {
  const address = publicAddress(environment);
  return address.startsWith('https:') ? address : 'mailto:ne-pas-repondre@relais.example';
}

/** The very address that the connection will use: looked up once, so that no second answer of the name can lead inside. */
async function outsideAddress(url: URL, environment: Environment): Promise<string> {
  const name = url.hostname.replaceAll(/^\[|\]$/g, '');
  const found = await lookup(name, { all: true }).catch((error: unknown) => {
    throw new Fault('push-unknown-host', 'safe', { cause: error });
  });
  if (!isNamed(url.host, environment) && found.some(({ address }) => isInside(address))) throw new Fault('push-host-refused', 'never');
  const [first] = found;
  if (!first) throw new Fault('push-unknown-host', 'safe');
  return first.address;
}

const isInside = (address: string): boolean => INSIDE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

function post(url: URL, address: string, headers: Record<string, unknown>, body: Buffer | null): Promise<number> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = send(
      url,
      {
        method: 'POST',
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        timeout: SILENCE_MS,
        lookup: (_name, options, answer) => (options.all ? answer(null, [{ address, family: isIP(address) }] as never) : answer(null, address, isIP(address))),
      },
      (response) => {
        response.resume();
        // A redirection is an answer like another: nobody follows it.
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('silent')));
    sent.on('error', (error) => reject(new Fault('push-lost', 'ambiguous', { cause: error })));
    sent.end(body ?? undefined);
  });
}
