import type { Metadata } from 'next';
import { ArrivedScreen } from '../../../_ui/arrived-screen';

export const metadata: Metadata = { title: 'Entrer' };

/** Where an identity provider's answer lands: one step of ours before the product, because the session's cookie goes with no request that another site began. */
export default function ArrivedPage() {
  return <ArrivedScreen to="/" />;
}
