'use client';

import { Button } from '../../../_ui/button';

export const PrintButton = () => <Button onClick={() => window.print()}>Imprimer</Button>;
