import type { Metadata } from 'next';
import { LockScreen } from './lock-screen';

export const metadata: Metadata = { title: { absolute: 'Relais' } };

/** The neutral lock screen: dark, so that it is known from afar; it holds nothing of a patient and no name. */
export default function LockPage() {
  return <LockScreen />;
}
