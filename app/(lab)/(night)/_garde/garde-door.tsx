'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';

interface Door {
  carried: number;
  isElsewhere: boolean;
  open: () => void;
}

const GardeContext = createContext<Door>({ carried: 0, isElsewhere: false, open: () => undefined });

export const GardeDoor = ({ value, children }: { value: Door; children: ReactNode }) => <GardeContext value={value}>{children}</GardeContext>;

/** Opens what is carried from the list, while there is a link: what lies on the tablet is hers to know. */
export function CarriedButton() {
  const { carried, open } = useContext(GardeContext);
  return carried === 0 ? null : <Button onClick={open}>Dossiers emportés : {carried}</Button>;
}

/** In the line that says that the link is lost: to what the tablet carried away, or that it carried nothing. */
export function GardeButton() {
  const { carried, isElsewhere, open } = useContext(GardeContext);
  if (isElsewhere) return <span className="text-s">Dossiers emportés : dans l’autre onglet.</span>;
  if (carried === 0) return <span className="text-s">Aucun dossier emporté.</span>;
  return (
    <Button variant="primary" onClick={open}>
      {plural(carried, 'dossier emporté', 'dossiers emportés')}
    </Button>
  );
}
