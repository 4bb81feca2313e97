interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/**
 * Lets scripts come only from our own build and from the service worker's file, whoever asks; text never becomes markup or code.
 *
 * The bundler loads the chunks of the next page by plain addresses, so the rule is the browser's `default` policy. The content security
 * policy asks for it (`require-trusted-types-for`); browsers that know nothing of it go on as before.
 */
function allowOwnScriptsOnly(): void {
  if (typeof window === 'undefined' || !('trustedTypes' in window)) return;
  const factory = window.trustedTypes as TrustedTypeFactory;
  factory.createPolicy('default', { createScriptURL: ownScript });
}

function ownScript(url: string): string {
  const { origin, pathname } = new URL(url, window.location.origin);
  if (origin === window.location.origin && (pathname.startsWith('/_next/static/') || pathname === '/sw.js')) return url;
  throw new TypeError('Script from elsewhere refused');
}

allowOwnScriptsOnly();
