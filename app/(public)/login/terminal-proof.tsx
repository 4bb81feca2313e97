'use client';

import { useEffect } from 'react';
import { proveTerminal } from '../../_client/terminal-key';

/** Has this device say which one it is before anybody comes in; draws nothing and stops nobody, but a blocked terminal shows so at once. */
export function TerminalProof() {
  useEffect(() => {
    void prove();
  }, []);
  return null;
}

async function prove(): Promise<void> {
  const { isBlocked } = await proveTerminal();
  if (isBlocked) window.location.reload();
}
