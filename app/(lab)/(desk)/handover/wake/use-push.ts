'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../../_client/trpc';

type Trouble = 'unsupported' | 'refused' | 'failed';

const WORDS: Readonly<Record<Trouble, string>> = {
  unsupported: 'Ce navigateur ne sait pas notifier. Sur un iPhone ou un iPad, ajoutez d’abord Relais à l’écran d’accueil. Le SMS de secours reste possible.',
  refused: 'Les notifications sont refusées pour ce site. Autorisez-les dans les réglages du navigateur, puis recommencez.',
  failed: 'Le service de notification du navigateur n’a pas répondu. Rien n’a été enregistré. Réessayez.',
};

/** Lets this device ring: asks the person, makes the browser's subscription and hands it to the server, which refuses an unknown service. */
export function usePush(publicKey: string | null) {
  const client = useTRPCClient();
  const [trouble, setTrouble] = useState<string | null>(null);
  const add = async (): Promise<void> => {
    setTrouble(null);
    if (publicKey === null || !('serviceWorker' in navigator) || !('PushManager' in window)) return setTrouble(WORDS.unsupported);
    if ((await Notification.requestPermission()) !== 'granted') return setTrouble(WORDS.refused);
    const keys = await subscribe(publicKey).catch(() => null);
    if (!keys) return setTrouble(WORDS.failed);
    await client.wake.addDevice.mutate(keys);
  };
  return { add, trouble };
}

async function subscribe(publicKey: string) {
  const registration = await navigator.serviceWorker.ready;
  const known = await registration.pushManager.getSubscription();
  await known?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint = '', keys = {} } = subscription.toJSON();
  return { endpoint, p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '' };
}
