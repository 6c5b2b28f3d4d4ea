import { lazy, Suspense, useEffect, type ComponentType, type ReactNode } from 'react';
import { createRootRoute, createRoute, createRouter, Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { Language, wordsIn, type Attachment, type Programme } from '@siccam/contract';
import { Loading } from '@siccam/ui';
import { bare, I18n, markPage, useLanguage, useWords } from '../i18n';
import { Desk, deskSearch } from '../desk';
import { ContactLines } from '../fair';
import { AccountPage, BannedPage, EnterPage, enterSearch, EnterStepPage, HelpPage, Standing, useBanned } from '../people';
import { SessionPlan } from '../plan';
import { bringProgrammePage, programmeSearch, useProgramme } from '../programme';
import { SpeakerPage } from '../speaker';
import { SessionPage, SmallPlayer } from '../stage';
import { DraftPage } from '../timetable';
import { Frame } from './Frame';
import { Head } from './Head';
import classes from './Frame.module.css';
import { FaultPage, isUnbrought, LostPage, UnbroughtPage } from './LostPage';
import { Languages } from './Head';
import { NowPage } from './NowPage';

const languageAt = (path: string): Language => {
  const parsed = Language.safeParse(path.split('/')[1]);
  return parsed.success ? parsed.data : 'ar';
};

/** Everything below speaks the language of the address. */
function Speaking() {
  const language = useRouterState({ select: ({ location }) => languageAt(location.pathname) });
  useEffect(() => markPage(language), [language]);
  return (
    <I18n language={language}>
      <Admitted />
    </I18n>
  );
}

/** The pages, for all but those who are not admitted. */
function Admitted() {
  if (useBanned()) return <NotAdmitted />;
  return (
    <>
      <Outlet />
      <SmallPlayer />
      <Standing />
    </>
  );
}

function NotAdmitted() {
  const fair = useProgramme().data?.fair;
  return (
    <>
      <Head fair={fair} />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Coming />}>
          <BannedPage contact={fair && <ContactLines fair={fair} />} />
        </Suspense>
      </main>
    </>
  );
}

function Titled({ title, children }: { title: string; children: ReactNode }) {
  const { label } = useWords();
  const whole = bare(label('shell.title', { page: title }));
  useEffect(() => {
    document.title = whole;
  }, [whole]);
  return children;
}

function Now() {
  const language = useLanguage();
  return (
    <Frame>
      {(programme) => (
        <Titled title={wordsIn(programme.fair.name, language).text}>
          <NowPage programme={programme} />
        </Titled>
      )}
    </Frame>
  );
}

// Both at once: one asks for the other only when it is drawn.
const WholeProgramme = lazy(() => Promise.all([import('./WholeProgramme'), bringProgrammePage()]).then(([whole]) => whole));

function Timetable() {
  const { label } = useWords();
  return (
    <Frame>
      {(programme) => (
        <Titled title={label('programme.title')}>
          <Suspense fallback={<Coming />}>
            <WholeProgramme programme={programme} />
          </Suspense>
        </Titled>
      )}
    </Frame>
  );
}

// Without a network it may not come, which is no fault of the page.
const Attachments = lazy(() => import('../files').then(({ Attachments }) => ({ default: Attachments }), (): { default: ComponentType<{ files: readonly Attachment[] }> } => ({ default: () => null })));

function OneSession() {
  const { slug } = useParams({ from: '/$lang/s/$slug' });
  const language = useLanguage();
  const find = ({ sessions }: Programme) => sessions.find((session) => session.slug === slug && session.kind !== 'break');
  return (
    <Frame wide>
      {(programme) => {
        const session = find(programme);
        if (!session) return <Lost />;
        return (
          <Titled title={wordsIn(session.title, language).text}>
            <SessionPage
              programme={programme}
              session={session}
              plan={<SessionPlan programme={programme} session={session} />}
              files={session.attachments.length > 0 && <Attachments files={session.attachments} />}
              key={session.id}
            />
          </Titled>
        );
      }}
    </Frame>
  );
}

const PartsPage = lazy(() => import('../parts'));

function Parts() {
  const { label } = useWords();
  return (
    <Titled title={label('parts.title')}>
      <Suspense>
        <PartsPage />
      </Suspense>
    </Titled>
  );
}

/** Keeps the foot where it will be while a page's own code comes. */
function Coming() {
  const { say } = useWords();
  return (
    <div className={classes.coming}>
      <Loading word={say('shell.loading')} />
    </div>
  );
}

const PrivacyPage = lazy(() => import('./PrivacyPage'));

function Privacy() {
  const { label } = useWords();
  return (
    <Frame>
      {({ fair }) => (
        <Titled title={label('shell.privacy')}>
          <Suspense fallback={<Coming />}>
            <PrivacyPage fair={fair} />
          </Suspense>
        </Titled>
      )}
    </Frame>
  );
}

function OneDesk() {
  const { desk } = useParams({ from: '/$lang/desk/$desk' });
  return (
    <Suspense fallback={<Coming />}>
      <Desk desk={desk} languages={<Languages />} lost={<Frame>{() => <Lost />}</Frame>} />
    </Suspense>
  );
}

function Enter() {
  return (
    <Frame wide>
      {(programme) => (
        <Suspense fallback={<Coming />}>
          <EnterPage programme={programme} />
        </Suspense>
      )}
    </Frame>
  );
}

function EnterStep() {
  return (
    <Frame wide>
      {(programme) => (
        <Suspense fallback={<Coming />}>
          <EnterStepPage programme={programme} contact={<ContactLines fair={programme.fair} />} lost={<Lost />} />
        </Suspense>
      )}
    </Frame>
  );
}

function MyAccount() {
  return (
    <Frame>
      {(programme) => (
        <Suspense fallback={<Coming />}>
          <AccountPage programme={programme} contact={<ContactLines fair={programme.fair} />} />
        </Suspense>
      )}
    </Frame>
  );
}

function Speakers() {
  return (
    <Frame>
      {(programme) => (
        <Suspense fallback={<Coming />}>
          <SpeakerPage programme={programme} />
        </Suspense>
      )}
    </Frame>
  );
}

function DraftByLink() {
  return (
    <Frame>
      {() => (
        <Suspense fallback={<Coming />}>
          <DraftPage />
        </Suspense>
      )}
    </Frame>
  );
}

function Help() {
  return (
    <Frame>
      {({ fair }) => (
        <Suspense fallback={<Coming />}>
          <HelpPage contact={<ContactLines fair={fair} />} />
        </Suspense>
      )}
    </Frame>
  );
}

function Lost() {
  const { label } = useWords();
  return (
    <Titled title={label('shell.lostTitle')}>
      <LostPage />
    </Titled>
  );
}

function Fault({ error }: { error: unknown }) {
  return (
    <I18n language={languageAt(window.location.pathname)}>
      {isUnbrought(error) ? <UnbroughtPage /> : <FaultPage error={error} />}
    </I18n>
  );
}

function InLanguage() {
  const { lang } = useParams({ from: '/$lang' });
  return Language.safeParse(lang).success ? <Outlet /> : <Frame>{() => <Lost />}</Frame>;
}

const root = createRootRoute({ component: Speaking, notFoundComponent: () => <Frame>{() => <Lost />}</Frame>, errorComponent: Fault });
const inLanguage = createRoute({
  getParentRoute: () => root,
  path: '/$lang',
  component: InLanguage,
});
const now = createRoute({ getParentRoute: () => inLanguage, path: '/', component: Now });
const programme = createRoute({ getParentRoute: () => inLanguage, path: '/programme', component: Timetable, validateSearch: programmeSearch });
const session = createRoute({ getParentRoute: () => inLanguage, path: '/s/$slug', component: OneSession });
const parts = createRoute({ getParentRoute: () => inLanguage, path: '/parts', component: Parts });

const privacy = createRoute({ getParentRoute: () => inLanguage, path: '/privacy', component: Privacy });
const desk = createRoute({ getParentRoute: () => inLanguage, path: '/desk/$desk', component: OneDesk, validateSearch: deskSearch });
const enter = createRoute({ getParentRoute: () => inLanguage, path: '/enter', component: Enter, validateSearch: enterSearch });
const enterStep = createRoute({ getParentRoute: () => inLanguage, path: '/enter/$step', component: EnterStep, validateSearch: enterSearch });
const account = createRoute({ getParentRoute: () => inLanguage, path: '/account', component: MyAccount });
const speaker = createRoute({ getParentRoute: () => inLanguage, path: '/speaker', component: Speakers });
const draft = createRoute({ getParentRoute: () => inLanguage, path: '/draft', component: DraftByLink });
const help = createRoute({ getParentRoute: () => inLanguage, path: '/help', component: Help });

/** The addresses of the fair. */
export const makeRouter = () =>
  createRouter({ routeTree: root.addChildren([inLanguage.addChildren([now, programme, session, privacy, parts, desk, enter, enterStep, account, speaker, draft, help])]), defaultErrorComponent: Fault, scrollRestoration: true, defaultPreload: false, trailingSlash: 'never', notFoundMode: 'root' });

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
