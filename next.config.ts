import type { NextConfig } from 'next';

/** The same for every answer; the content security policy has a nonce per answer and is made in proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  },
];

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are one of the checks of `npm test`, for every process and the tests at once; a start need not repeat it.
  typescript: { ignoreBuildErrors: true },
  // Served as they are from node_modules: native code, worker threads or fonts do not survive bundling.
  serverExternalPackages: ['postgres', '@node-rs/argon2', 'graphile-worker', 'pdf-lib', '@pdf-lib/fontkit'],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    // A browser that keeps an old service worker keeps an old product.
    {
      source: '/sw.js',
      headers: [
        { key: 'Cache-Control', value: 'no-cache' },
        { key: 'Service-Worker-Allowed', value: '/' },
      ],
    },
  ],
} satisfies NextConfig;
