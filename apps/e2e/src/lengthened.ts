import type { BrowserContext } from '@playwright/test';
import ts from 'typescript';

/** Keys that only an object of one language's words has: the catalogues, and the words of the page of parts. */
const marks = [['shell', 'programme', 'stage'], ['invented', 'intro', 'parts']];

/** A text made longer by six tenths, in its own script; one word stays one word, as German or Amazigh would have it. The values put into it stay. */
export function longer(text: string): string {
  const words = text.replace(/\{\w+(, plural,)?|[{}#]|<\/?\w+>|(zero|one|two|few|many|other|=\d+)(?= \{)/g, ' ').replace(/\s+/g, ' ').trim();
  // Of a plural only one form is ever shown.
  const shown = words.length / Math.max(1, text.match(/(other|one|zero|two|few|many|=\d+) \{/g)?.length ?? 1);
  // Initials, signs and the fair's name stay what they are.
  if (words.length <= 3 || /^[A-Z]+$/.test(words) || !/\p{L}{2}/u.test(words)) return text;
  const filler = /\p{Script=Arabic}/u.test(words) ? 'كلماتطويلة' : 'motsallonges';
  const extra = Math.ceil(shown * 0.6);
  return /\s/.test(text) ? `${text} ${`${filler} `.repeat(200).slice(0, extra).trim()}` : text + filler.repeat(20).slice(0, extra);
}

/** The same script with every message longer. The built application is read as it is: no code of ours knows of this. */
export function lengthened(script: string): { script: string; messages: number } {
  const changes: { at: number; end: number; text: string }[] = [];
  const inWords = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) changes.push({ at: node.getStart(), end: node.getEnd(), text: JSON.stringify(longer(node.text)) });
    else if (ts.isPropertyAssignment(node)) inWords(node.initializer);
    else ts.forEachChild(node, inWords);
  };
  const visit = (node: ts.Node): void => {
    const keys = ts.isObjectLiteralExpression(node) ? node.properties.map(({ name }) => name?.getText()) : [];
    if (marks.some((mark) => mark.every((key) => keys.includes(key)))) inWords(node);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('built.js', script, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  let whole = script;
  for (const { at, end, text } of changes.sort((a, b) => b.at - a.at)) whole = whole.slice(0, at) + text + whole.slice(end);
  return { script: whole, messages: changes.length };
}

/** Serves every script of the fair with longer words; tells afterwards how many messages were lengthened. */
export async function serveLonger(context: BrowserContext): Promise<() => number> {
  let messages = 0;
  await context.route(/\/assets\/[^/]+\.js$/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    if (!body.includes('invented') && !body.includes('pausedTitle')) return route.fulfill({ response: answer, body });
    const longer = lengthened(body);
    messages += longer.messages;
    return route.fulfill({ response: answer, body: longer.script });
  });
  return () => messages;
}
