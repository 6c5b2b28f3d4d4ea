import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { CheckFound } from '@siccam/contract';
import { useDates } from '../i18n';
import type { Part, Verdict } from './verdict';
import { useSpeaker } from './words';

/** The protocol's own name, as a technician says it. */
export const wayNamed = ({ protocol, relay }: { protocol: string; relay: boolean }): string => `${relay ? 'TURN/' : ''}${protocol.toUpperCase()}`;

const signs = { good: IconCircleCheck, care: IconAlertTriangle, bad: IconCircleX, open: IconCircleDashed };
/** What a part came to, as a sign beside its words. */
export function Sign({ tone, small = true }: { tone: Verdict['tone']; small?: boolean }) {
  const Icon = signs[tone];
  return <Icon className={small ? 'icon small' : 'icon'} aria-hidden="true" />;
}

/** A check in words: the heading of each part, what was measured, and what to do. */
export function useTold() {
  const { say, label, has } = useSpeaker();
  const { number } = useDates();
  const rate = (kilobits: number) => (kilobits >= 1000 ? label('rate.mega', { value: number(kilobits / 1000, 1) }) : label('rate.kilo', { value: number(kilobits) }));
  const words = (key: string) => (has(key) ? say(key, { udp: 'UDP' }) : null);
  return {
    title: ({ part, is }: Verdict) => words(`verdict.${part}.${is}.title`),
    fix: ({ part, is, tone }: Verdict) => (tone === 'care' || tone === 'bad' ? words(`verdict.${part}.${is}.fix`) : null),
    measured: (part: Part, { network, microphone, camera }: CheckFound) => {
      if (part === 'network' && network?.state === 'measured') return say('measured.network', { up: rate(network.up), down: rate(network.down), rtt: number(network.rtt), loss: number(network.loss * 100, 1), way: wayNamed(network) });
      if (part === 'microphone' && microphone?.state === 'measured') return say('measured.microphone', { speech: number(microphone.speech), quiet: number(microphone.quiet), peak: number(microphone.peak) });
      if (part === 'camera' && camera?.state === 'measured') return say('measured.camera', { width: String(camera.width), height: String(camera.height), light: number(camera.light), sharpness: number(camera.sharpness, 2) });
      return null;
    },
  };
}
