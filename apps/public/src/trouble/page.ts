// When there is nothing to show: no such page, a failure, too many requests, nobody behind the front, which reads no form. Never what was asked for, never why inside.
import { html } from '@umai/platform'
import { type Lang, say } from '@umai/words'
import type { Answer } from '../http/visit.ts'
import type { UrgentNumber } from '../numbers/model.ts'
import { troubleWords } from './words.ts'

const codes = { noPage: 404, tooLarge: 413, busy: 429, failed: 500, away: 503 } as const
export type Trouble = keyof typeof codes

export function troublePage(
  trouble: Trouble,
  {
    lang,
    numbers,
    sent,
  }: {
    readonly lang: Lang
    readonly numbers: readonly UrgentNumber[]
    /** What was being sent, so that it can be sent again without being typed again. */
    readonly sent?: URLSearchParams | undefined
  },
): Answer {
  const words = say(troubleWords, lang)
  return {
    kind: 'page',
    code: codes[trouble],
    title: words[`${trouble}Title`],
    main: html`<h1>${words[`${trouble}Heading`]}</h1>
<p class="lead">${words[`${trouble}Lead`]}</p>
${
  sent !== undefined &&
  html`<form method="post" action="" autocomplete="off">${[...sent].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<p class="acts"><button class="btn">${words.again}</button></p></form>`
}
<p>${words.call}</p>
<p class="tel">${numbers.map(({ number }) => html`<a href="tel:${number}">${number}</a> `)}</p>
<p><a class="back" href="/${lang}/">${words.home}</a></p>`,
  }
}
