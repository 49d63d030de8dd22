// The page behind the code on a paper. It says no more than what is printed there, in three languages at once,
// because nobody knows who scans it.
import { html } from '@umai/platform'
import { dayOf, formatDay, langs, say } from '@umai/words'
import type { CheckedPaper } from './store.ts'
import { documentWords } from './words.ts'

const style =
  'body{font:18px/1.5 system-ui,sans-serif;margin:8vh auto;max-width:34rem;padding:0 1.2rem;color:#1c1917}' +
  'section{border-top:1px solid #d6d3d1;padding:1rem 0}h1{font-size:1.15rem;margin:0 0 .4rem}p{margin:.15rem 0}'

export const checkPage = (paper: CheckedPaper | undefined): string => {
  const parts = langs.map((lang) => {
    const words = say(documentWords, lang)
    if (paper === undefined)
      return html`<section lang="${lang}"><h1>${words.unknown}</h1></section>`
    return html`<section lang="${lang}">
      <h1>${words[paper.state]}</h1>
      <p>${words.number}: ${paper.number}</p>
      <p>${words.issued}: ${formatDay(dayOf(paper.issued_at), lang)}</p>
      <p>${words.unit}: ${paper.unit?.[lang] ?? ''}</p>
    </section>`
  })
  const title = say(documentWords, 'kk').title
  return html`<!doctype html>
<html lang="kk">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body>${parts}</body>
</html>`.markup
}
