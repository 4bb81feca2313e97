import type { MetadataRoute } from 'next';

/** What a device needs to install Relais; the name says nothing of health, nor of whose results one reads. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Relais',
    short_name: 'Relais',
    lang: 'fr',
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f7f8f9',
    theme_color: '#f7f8f9',
    icons: [
      { src: '/icons/relais.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/relais-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/relais-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/relais-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
