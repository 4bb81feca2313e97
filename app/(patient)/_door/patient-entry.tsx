'use client';

import { useState } from 'react';
import { canRecognise } from '../../_client/my-passkey';
import { ConfirmStep } from './confirm-step';
import { MeansStep } from './means-step';
import { PasswordStep } from './password-step';
import { RecoverStep } from './recover-step';
import { RememberStep } from './remember-step';
import { SlipStep } from './slip-step';
import { WaysStep } from './ways-step';

type Step = 'ways' | 'password' | 'slip' | 'recover' | 'confirming' | 'enrolling' | 'remember';

interface PatientEntryProps {
  /** What a person who began to enrol still owes. */
  owed: 'confirming' | 'enrolling' | null;
  franceConnect: boolean;
  /** What became of a trip elsewhere, in one sentence; empty for nothing. */
  notice?: string;
}

const toResults = () => window.location.replace('/mes-resultats');

/** The patient's door: one step at a time, nothing of anybody in the address. */
export function PatientEntry({ owed, franceConnect, notice = '' }: PatientEntryProps) {
  const [step, setStep] = useState<Step>(owed ?? 'ways');
  const back = () => setStep('ways');
  const offerPasskey = async () => ((await canRecognise()) ? setStep('remember') : toResults());
  switch (step) {
    case 'ways':
      return <WaysStep franceConnect={franceConnect} notice={notice} onWay={setStep} />;
    case 'password':
      return <PasswordStep onBack={back} onRecover={() => setStep('recover')} />;
    case 'slip':
      return <SlipStep onBegun={setStep} onBack={back} />;
    case 'recover':
      return <RecoverStep onIn={() => void offerPasskey()} onSlip={() => setStep('slip')} onBack={back} />;
    case 'confirming':
      return <ConfirmStep onIn={() => void offerPasskey()} onBack={back} />;
    case 'enrolling':
      return <MeansStep onIn={toResults} />;
    case 'remember':
      return <RememberStep onDone={toResults} other={{ label: 'Plus tard', onChoose: toResults }} onNotMine={toResults} />;
  }
}
