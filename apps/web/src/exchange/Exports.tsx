import type { ReactNode } from 'react';
import { IconDownload } from '@tabler/icons-react';
import { exportDraft, languages, printProgramme, readScheduleCsv, readScheduleJson, readScheduleXml, type ExchangeFormat, type Language, type Programme } from '@siccam/contract';
import { useLanguage } from '../i18n';
import { useTimetable } from '../timetable';
import { useExchange } from './words';
import classes from './Exchange.module.css';

const released = { json: readScheduleJson.path, xml: readScheduleXml.path, csv: readScheduleCsv.path } as const;
const files = ['json', 'xml', 'csv'] as const;
const draftAt = (format: ExchangeFormat, language: Language): string => exportDraft.path.replace(':format', format).replace(':language', language);

/** The programme as files: the draft for its organisers, and what visitors read. Each is a plain download. */
export function Exports({ programme }: { programme: Programme }) {
  const { say } = useExchange();
  const language = useLanguage();
  return (
    <section className={classes.out} aria-labelledby="exchange-out">
      <h2 id="exchange-out">{say('out.title')}</h2>
      <h3 id="exchange-draft">{say('out.draft')}</h3>
      <p className={classes.soft}>{say('out.draftText')}</p>
      <ul aria-labelledby="exchange-draft">
        {files.map((format) => (
          <Download key={format} href={draftAt(format, language)} name={say(`format.${format}`)}>
            {say(`out.${format}`)}
          </Download>
        ))}
        <InLanguages name={say('out.sheet')} what="out.sheet" text={say('out.sheetText')} at={(one) => draftAt('xlsx', one)} />
      </ul>
      <h3 id="exchange-released">{say('out.released')}</h3>
      {programme.sessions.length === 0 ? (
        <p className={classes.soft}>{say('out.unreleased')}</p>
      ) : (
        <>
          <p className={classes.soft}>{say('out.releasedText')}</p>
          <ul aria-labelledby="exchange-released">
            {files.map((format) => (
              <Download key={format} href={released[format]} name={say(`format.${format}`)}>
                {say(`out.${format}`)}
              </Download>
            ))}
            <InLanguages name={say('out.pdf')} what="out.pdf" text={say('out.pdfText')} at={(one) => printProgramme.path.replace(':language', one)} />
          </ul>
        </>
      )}
    </section>
  );
}

function Download({ href, name, children }: { href: string; name: ReactNode; children: ReactNode }) {
  return (
    <li>
      <a href={href} download>
        <IconDownload className="icon" aria-hidden="true" />
        <span>
          <b>{name}</b>
          <small>{children}</small>
        </span>
      </a>
    </li>
  );
}

/** One file that reads otherwise in each language. */
function InLanguages({ name, what, text, at }: { name: ReactNode; what: 'out.sheet' | 'out.pdf'; text: ReactNode; at: (language: Language) => string }) {
  const { label } = useExchange();
  const timetable = useTimetable();
  return (
    <li className={classes.inLanguages}>
      <p>
        <b>{name}</b>
        <small>{text}</small>
      </p>
      <span>
        {languages.map((language) => (
          <a key={language} href={at(language)} download aria-label={label('out.of', { what: label(what), language: timetable.label(`language.${language}`) })}>
            <IconDownload className="icon small" aria-hidden="true" /> {timetable.say(`language.${language}`)}
          </a>
        ))}
      </span>
    </li>
  );
}
