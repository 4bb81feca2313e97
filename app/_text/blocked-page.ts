const ASKED_AGAIN_EVERY_MS = 5_000;

/**
 * The whole page that a passivated or revoked terminal gets at every address: neutral, without a link or a field. It asks again without being drawn anew (a screen
 * reader is left in peace) until an administrator has reactivated it. Made by hand, since no page of the product is drawn there.
 * @see GBUI II-3g, B-23, B-26; design screens « login-locked »
 */
export const blockedPage = (nonce: string): string => `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relais</title>
<style nonce="${nonce}">
body { margin: 0; min-height: 100dvh; box-sizing: border-box; padding: 3rem 1.5rem; display: grid; grid-template-rows: auto 1fr; background: #0d1216; color: #e4e9ed; font: 1.0625rem/1.5 system-ui, sans-serif; }
header { font-size: 1.75rem; font-weight: 700; letter-spacing: -0.03em; }
main { place-self: center; }
h1 { margin: 0; font-size: 2rem; font-weight: 650; }
p { margin: 0.25rem 0 0; color: #b3bec8; }
</style>
</head>
<body>
<header>Relais</header>
<main><h1>Poste bloqué.</h1><p>Demandez à l’administrateur.</p></main>
<script nonce="${nonce}">setInterval(function () { fetch('/login', { cache: 'no-store' }).then(function (answer) { if (answer.ok) location.replace('/login'); }, function () {}); }, ${ASKED_AGAIN_EVERY_MS});</script>
</body>
</html>
`;
