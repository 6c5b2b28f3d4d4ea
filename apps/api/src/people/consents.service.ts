import { createHash } from 'node:crypto';
import { type ConsentGiven, type ConsentKind, consentTexts, type ConsentView, type Language } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { MachineClock, type Tx } from '../platform';
import { Refusal } from '../wire';

type Row = { what: ConsentKind; version: number; language: Language; given: Date; withdrawn: Date | null };
const columns = 'what, version, language, given, withdrawn';
const asView = ({ given, withdrawn, ...rest }: Row): ConsentView => ({ ...rest, given: given.toISOString(), withdrawn: withdrawn?.toISOString() ?? null });

/** What people agree to. A consent that was given is never changed: it is withdrawn, and another one is another row. */
@Injectable()
export class ConsentsService {
  constructor(private readonly clock: MachineClock) {}

  /** Writes down that a person agreed to the text as it stands today; said twice, it is one consent. */
  async give(tx: Tx, person: string, { what, version, language }: z.output<typeof ConsentGiven>): Promise<ConsentView> {
    if (version !== consentTexts[what].version) throw new Refusal('account.consentOld');
    const [standing] = await tx.sql.query<Row[]>(`select ${columns} from consent where person_id = $1 and what = $2 and version = $3 and withdrawn is null`, [person, what, version]);
    if (standing) return asView(standing);
    const [row] = await tx.sql.query<Row[]>(`insert into consent (person_id, what, version, text_hash, language, given) values ($1, $2, $3, $4, $5, $6) returning ${columns}`, [
      person,
      what,
      version,
      hashOfText(what, language),
      language,
      new Date(this.clock.now()),
    ]);
    if (!row) throw new Error('a consent was not written');
    return asView(row);
  }

  /** What whoever enters by a link agrees to. An account stands on its terms: whoever has never agreed to them is refused until they do; whoever has is not asked again. */
  async agree(tx: Tx, person: string, said: readonly z.output<typeof ConsentGiven>[]): Promise<void> {
    const [row] = await tx.sql.query<{ agreed: boolean }[]>(`select ${agreed('$1')} as agreed`, [person]);
    if (!row?.agreed && !said.some(isTerms)) throw new Refusal('enter.consentMissing');
    for (const consent of said) await this.give(tx, person, consent);
  }

  /** Takes back what was agreed to. An account stands on its terms: they are taken back by deleting it. */
  async withdraw(tx: Tx, person: string, what: ConsentKind): Promise<void> {
    if (what === 'terms') throw new Refusal('account.termsNeeded');
    await tx.sql.query('update consent set withdrawn = $3 where person_id = $1 and what = $2 and withdrawn is null', [person, what, new Date(this.clock.now())]);
  }

  /** The latest of each kind, perhaps withdrawn. */
  async of(tx: Tx, person: string): Promise<ConsentView[]> {
    const rows = await tx.sql.query<Row[]>(`select distinct on (what) ${columns} from consent where person_id = $1 order by what, given desc, id`, [person]);
    return rows.map(asView);
  }
}

/** In a query: whether a person has agreed to the terms, in whatever version. */
export const agreed = (person: string): string => `exists (select 1 from consent c where c.person_id = ${person} and c.what = 'terms' and c.withdrawn is null)`;
/** Whether somebody agrees to the terms as they stand today. */
export const isTerms = ({ what, version }: ConsentGiven): boolean => what === 'terms' && version === consentTexts.terms.version;

/** SHA-256 of the very text that was shown, hexadecimal. */
export const hashOfText = (what: ConsentKind, language: Language): string => createHash('sha256').update(consentTexts[what].text[language], 'utf8').digest('hex');
