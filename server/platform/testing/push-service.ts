import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedPush {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** What the device reads after it has decrypted it; null when it could not. */
  text: string | null;
  /** Whether the signature is one of the installation's key, for this very service, and not too old (RFC 8292). */
  isSigned: boolean;
}

/**
 * A push service that speaks the protocol of the browsers' ones (RFC 8030), written from the RFCs and not from the library under test: it checks the signature
 * of the sender and decrypts as the device would (RFC 8188, 8291).
 */
export async function startPushService(vapidPublicKey: string) {
  const device = createECDH('prime256v1');
  device.generateKeys();
  const auth = randomBytes(16);
  const received: ReceivedPush[] = [];
  const next = { status: 201 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const isSigned = isSignedBy(vapidPublicKey, headers.authorization ?? '', `http://127.0.0.1:${portOf()}`);
      received.push({ path: url, headers, text: textIn(Buffer.concat(chunks), device, auth), isSigned });
      response.writeHead(next.status, next.status === 301 ? { location: 'http://127.0.0.1:1/' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const portOf = () => (server.address() as AddressInfo).port;
  return {
    host: `127.0.0.1:${portOf()}`,
    received,
    answerWith: (status: number) => {
      next.status = status;
    },
    subscription: (name = 'device') => ({
      endpoint: `http://127.0.0.1:${portOf()}/push/${name}`,
      p256dh: device.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function isSignedBy(publicKey: string, authorization: string, audience: string): boolean {
  const found = /^vapid t=([^.]+)\.([^.]+)\.([^,]+), ?k=(.+)$/.exec(authorization);
  if (!found) return false;
  const [, header = '', claims = '', signature = '', key = ''] = found;
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const isTrue = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp, sub }: { aud?: string; exp?: number; sub?: string } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const left = (exp ?? 0) - Date.now() / 1000;
  return isTrue && key === publicKey && aud === audience && left > 0 && left <= 86_400 && Boolean(sub);
}

function textIn(body: Buffer, device: ReturnType<typeof createECDH>, auth: Buffer): string | null {
  try {
    const salt = body.subarray(0, 16);
    const keyLength = body[20] ?? 0;
    const sender = body.subarray(21, 21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), device.getPublicKey(), sender]);
    const secret = hkdf(device.computeSecret(sender), auth, info, 32);
    const key = hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const sealed = body.subarray(21 + keyLength);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
  } catch {
    return null;
  }
}

const hkdf = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer => Buffer.from(hkdfSync('sha256', secret, salt, info, length));
