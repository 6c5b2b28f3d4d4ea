/** The printed programme: data by `sys.inputs` only, everything said already; direction follows the language. No date, so that the same data are the same bytes. */
export const printedTemplate = String.raw`
#let d = json(bytes(sys.inputs.data))
#let (teal, ochre, quiet, line) = (rgb("#0f5c5c"), rgb("#9a4a12"), rgb("#5b5f66"), rgb("#dedbd3"))
#set document(title: d.title, date: none)
#set page("a4", margin: (x: 1.8cm, top: 2cm, bottom: 1.9cm),
  header: if d.stamp != none { align(center, text(size: 8pt, fill: quiet, d.stamp)) },
  footer: context { set text(size: 8pt, fill: quiet); grid(columns: (1fr, auto), d.foot, text(dir: ltr)[#counter(page).display() / #counter(page).final().first()]) })
#set text(font: "IBM Plex Sans Arabic", lang: d.lang, region: "MA", size: 10pt)
#set par(leading: 0.7em)
#block(below: 1em, text(size: 9pt, fill: quiet, d.host))
#block(below: 1.1em, text(size: 19pt, weight: 600, d.title))
#block(below: 1.6em, text(size: 11pt, fill: quiet, d.theme))
#let session(s) = block(breakable: false, width: 100%, above: 0pt, below: 0pt, inset: (y: 7pt), stroke: (top: 0.5pt + line),
  grid(columns: (3.1cm, 1fr, 3.8cm), column-gutter: 0.5cm,
    {
      text(weight: 600, fill: if s.gone { quiet } else { ochre }, s.hours)
      if s.late != none { linebreak(); text(size: 8.5pt, fill: quiet, strike(s.planned)); h(0.4em); text(size: 8.5pt, s.late) }
    },
    {
      text(weight: 600, fill: if s.gone { quiet } else { black }, if s.gone { strike(s.title) } else { s.title })
      for m in s.marks { h(0.5em); text(size: 8.5pt, fill: quiet, m) }
      for p in s.people { linebreak(); text(size: 9pt, p.name); if p.more != "" { h(0.4em); text(size: 9pt, fill: quiet, p.more) } }
    },
    {
      text(size: 9pt, s.stage)
      for t in s.tags { linebreak(); text(size: 8.5pt, fill: quiet, t) }
    }))
#for (n, day) in d.days.enumerate() {
  block(sticky: true, above: if n > 0 { 1.6em } else { 0pt }, below: 0pt, fill: rgb("#eef3f2"), inset: (x: 8pt, y: 7pt), width: 100%, text(size: 12pt, weight: 600, fill: teal, day.name))
  for s in day.sessions { session(s) }
  if day.sessions.len() == 0 { block(inset: (y: 8pt), text(fill: quiet, d.nothing)) }
}
`;
