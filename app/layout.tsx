import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import './globals.css';
import { OfflineRegistration } from './_client/offline-registration';
import { readTheme } from './_ui/read-theme';

export const metadata: Metadata = {
  title: { default: 'Relais', template: '%s · Relais' },
  applicationName: 'Relais',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
  icons: { icon: { url: '/icons/relais.svg', type: 'image/svg+xml' }, apple: '/icons/apple-touch-icon.png' },
  appleWebApp: { capable: true, title: 'Relais', statusBarStyle: 'default' },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f8f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1216' },
  ],
};

/** The frame of every page; reading the cookie makes each page dynamic, which its nonce needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get('relais-theme')?.value);
  return (
    <html lang="fr" data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body>
        {children}
        <OfflineRegistration />
      </body>
    </html>
  );
}
