import type { ReactNode } from 'react';
import { useParams } from '@tanstack/react-router';
import type { Programme } from '@siccam/contract';
import { FactorStep } from './FactorStep';
import { LinkStep } from './LinkStep';
import { SentStep } from './SentStep';

/** A step of entering. `lost`: what stands at an address that is no step. */
export default function EnterStepPage({ programme, contact, lost }: { programme: Programme; contact: ReactNode; lost: ReactNode }) {
  const { step } = useParams({ strict: false });
  if (step === 'sent') return <SentStep programme={programme} />;
  if (step === 'link') return <LinkStep programme={programme} contact={contact} />;
  if (step === 'code') return <FactorStep programme={programme} />;
  return lost;
}
