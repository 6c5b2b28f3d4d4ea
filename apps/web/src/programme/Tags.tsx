import { IconClock } from '@tabler/icons-react';
import type { Session } from '@siccam/contract';
import { LiveBadge, Tag } from '@siccam/ui';
import { useWords } from '../i18n';

/** Where a session stands, in words: live, late, cancelled, full, a speaker replaced, no English. At most two, the weightiest first. */
export function Tags({ session }: { session: Session }) {
  const { say } = useWords();
  const { state, delay, seats } = session;
  if (state === 'cancelled') return <Tag tone="warn">{say('programme.cancelled')}</Tag>;
  if (state === 'ended') return <Tag tone="line">{say('programme.over')}</Tag>;
  const tags = [
    state === 'live' && <LiveBadge key="live">{say('programme.live')}</LiveBadge>,
    state === 'paused' && <Tag key="paused" tone="warn">{say('programme.paused')}</Tag>,
    state === 'doors' && <Tag key="doors" tone="good">{say('programme.doors')}</Tag>,
    delay > 0 && state !== 'live' && (
      <Tag key="late" tone="warn">
        <IconClock className="icon small" aria-hidden="true" />
        <span>{say('programme.late', { minutes: delay })}</span>
      </Tag>
    ),
    seats && seats.taken >= seats.capacity && (
      <Tag key="full" tone="warn">
        <span>{say('programme.full', { capacity: seats.capacity })}</span>
      </Tag>
    ),
    seats && seats.waiting > 0 && (
      <Tag key="waiting" tone="line">
        <span>{say('programme.waiting', { count: seats.waiting })}</span>
      </Tag>
    ),
    session.people.some(({ replaces }) => replaces) && <Tag key="replaced" tone="info">{say('programme.replaced')}</Tag>,
    lacksEnglish(session) && <Tag key="english" tone="line">{say('programme.noEnglish')}</Tag>,
  ];
  return tags.filter(Boolean).slice(0, 2);
}

/** True where interpretation is given but English is in neither list: an English reader must know before coming. */
export const lacksEnglish = ({ kind, state, spoken, interpreted }: Session): boolean =>
  kind !== 'break' && state !== 'ended' && state !== 'cancelled' && spoken.length > 1 && !spoken.includes('en') && !interpreted.includes('en');
