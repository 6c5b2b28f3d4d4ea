import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconCloudCheck, IconWorld } from '@tabler/icons-react';
import { fairNow, languages, langTagOf, nameGuest, saveAccount, wallAt, wallOf, type Account, type Fair, type Language, type Me, type PersonName } from '@siccam/contract';
import { Isolate } from '@siccam/ui';
import { ChoiceField, TextField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { call, serverNow } from '../../wire';
import { meKey } from '../me';
import { nameIn } from '../names';
import { Line, Section } from './Section';
import { Trouble } from './Trouble';
import { useAct } from './useAct';
import { nameFrom, useMoments } from './usePage';
import { usePeople } from './words';
import classes from './Account.module.css';

type Part = { account: Account; fair: Fair; put: (now: Account) => void };
const restMs = 900;

/** What was typed of a name, as it is sent: an empty script is none. */
const typedName = (ar: string, latin: string): PersonName => ({ ...(ar.trim() ? { ar: ar.trim() } : {}), ...(latin.trim() ? { latin: latin.trim() } : {}) });

/** My name in two scripts; it saves itself once the hand rests. */
export function Name({ account, fair, put }: Part) {
  const { say } = usePeople();
  const act = useAct();
  const [ar, setAr] = useState(account.me.name?.ar ?? '');
  const [latin, setLatin] = useState(account.me.name?.latin ?? '');
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const timer = useRef(0);
  const moment = useMoments(fair);
  const name = typedName(ar, latin);
  const kept = typedName(account.me.name?.ar ?? '', account.me.name?.latin ?? '');
  const changed = name.ar !== kept.ar || name.latin !== kept.latin;
  const missing = !name.ar && !name.latin;
  const long = [...ar].length > 80 || [...latin].length > 80;
  const save = useEffectEvent(() => {
    window.clearTimeout(timer.current);
    if (!changed || missing || long) return;
    void act.run(async () => {
      put(await call(saveAccount, { name, language: account.me.language ?? 'ar', zone: account.zone }));
      setSavedAt(serverNow());
    });
  });
  useEffect(() => {
    timer.current = window.setTimeout(() => save(), restMs);
    return () => window.clearTimeout(timer.current);
  }, [ar, latin]);
  const [blurred, setBlurred] = useState(0);
  useEffect(() => save(), [blurred]);
  const blur = () => setBlurred((count) => count + 1);
  return (
    <Section title={say('account.name')}>
      <div className={classes.pad}>
        <TextField label={say('account.nameAr')} lang="ar-MA" autoComplete="off" value={ar} onChange={setAr} onBlur={blur} error={missing ? say('ask.nameMissing') : [...ar].length > 80 ? say('ask.nameLong') : undefined} />
        <TextField label={say('account.nameLatin')} lang="fr-MA" autoComplete="name" value={latin} onChange={setLatin} onBlur={blur} error={[...latin].length > 80 ? say('ask.nameLong') : undefined} />
        <p role="status" className={classes.saved} data-open={changed || undefined}>
          {act.busy ? (
            say('account.saving')
          ) : changed ? (
            say('account.unsaved')
          ) : (
            savedAt !== null && (
              <>
                <IconCloudCheck className="icon small" aria-hidden="true" /> {say('account.saved', { time: moment(savedAt).time })}
              </>
            )
          )}
        </p>
        <Trouble act={act} />
      </div>
    </Section>
  );
}

/** A guest's own name: said, changed, or taken back. */
export function GuestName({ me }: { me: Me }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const queries = useQueryClient();
  const act = useAct();
  const [name, setName] = useState(() => nameIn(me.name, lang));
  const put = (next: PersonName | null) =>
    void act.run(async () => {
      queries.setQueryData(meKey, await call(nameGuest, { name: next, language: lang }));
      if (!next) setName('');
    });
  const long = [...name].length > 80;
  return (
    <Section title={say('account.name')}>
      <div className={classes.pad}>
        <TextField label={say('guest.name')} autoComplete="name" value={name} onChange={setName} error={long ? say('ask.nameLong') : undefined} />
        <div className={classes.ways}>
          <Button variant="filled" disabled={name.trim() === '' || long} loading={act.busy} onClick={() => put(nameFrom(name))}>
            {say('official.save')}
          </Button>
          {me.name && (
            <Button disabled={act.busy} onClick={() => put(null)}>
              {say('account.takeBack')}
            </Button>
          )}
        </div>
        <Trouble act={act} />
      </div>
    </Section>
  );
}

const ownNames: Record<Language, string> = { ar: 'العربية', fr: 'Français', en: 'English' };

/** The zones that a browser knows, ours first. */
const zonesFrom = (own: string): string[] => [...new Set([own, ...(typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [])])];

/** In which language the fair speaks to me, and by which clock. */
export function LanguageAndZone({ account, fair, put }: Part) {
  const { say, label } = usePeople();
  const page = useLanguage();
  const navigate = useNavigate();
  const act = useAct();
  const [open, setOpen] = useState(false);
  const spoken = account.me.language;
  const save = (change: { language?: Language; zone?: string | null }) =>
    void act.run(async () => {
      put(await call(saveAccount, { name: account.me.name ?? {}, language: spoken ?? 'ar', zone: account.zone, ...change }));
      if (change.language) await navigate({ to: '/$lang/account', params: { lang: change.language }, replace: true });
      setOpen(false);
    });
  const now = fairNow(fair.clock, serverNow());
  const there = wallAt(now, fair.offset).slice(11);
  const mine = account.zone && account.zone !== fair.zone ? wallOf(now, account.zone).slice(11) : there;
  const browser = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Section title={say('account.language')}>
      <div className={classes.pad}>
        <div className={classes.choice} role="group" aria-label={label('account.languageOf')}>
          {languages.map((language) => (
            <button key={language} type="button" lang={langTagOf[language]} aria-pressed={spoken === language} disabled={act.busy} onClick={() => save({ language })}>
              {ownNames[language]}
            </button>
          ))}
        </div>
        <p className={classes.soft}>{spoken && spoken !== page ? say('account.languageOther', { mails: label(`official.in.${spoken}`), page: label(`official.in.${page}`) }) : say('account.languageMore')}</p>
        <Line
          icon={<IconWorld className="icon" aria-hidden="true" />}
          title={account.zone ? <Isolate>{zoneShown(account.zone)}</Isolate> : say('account.fairZone')}
          more={mine === there ? say('account.sameTime', { time: there }) : say('account.otherTime', { time: mine, fair: there })}
          end={
            !open && (
              <Button size="sm" onClick={() => setOpen(true)}>
                {say('account.change')}
              </Button>
            )
          }
        />
        {open && (
          <ChoiceField
            label={say('account.zone')}
            value={account.zone ?? ''}
            onChange={(zone) => save({ zone: zone === '' ? null : zone })}
            choices={[{ value: '', label: label('account.zoneFair', { zone: zoneShown(fair.zone) }) }, ...zonesFrom(browser).map((zone) => ({ value: zone, label: zoneShown(zone) }))]}
          />
        )}
        <Trouble act={act} />
      </div>
    </Section>
  );
}

const zoneShown = (zone: string): string => zone.replaceAll('_', ' ');
