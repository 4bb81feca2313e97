const SECONDS_UNTIL_ASKED_AGAIN = 15;

/**
 * The whole page that a passivated or revoked terminal gets at every address: neutral, without a script, a link or a field, asking again by itself until an
 * administrator has reactivated it. Made by hand, since no page of the product is drawn there.
 * @see GBUI II-3g, B-23, B-26; design screens « login-locked »
 */
export const blockedPage = (nonce: string): string => `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${SECONDS_UNTIL_ASKED_AGAIN}">
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
</body>
</html>
`;
