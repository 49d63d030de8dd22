// A safety plan: read, chosen from, and kept in mind or on a sheet that does not say what it is.
import { type Html, html } from '@umai/platform'
import { say } from '@umai/words'
import type { Page } from '../http/visit.ts'
import { numberOf } from '../numbers/model.ts'
import { citedLine } from '../ui/cited/template.ts'
import { planWords } from './words.ts'

export const planPage: Page = {
  path: '/plan',
  isSteady: true,
  answer({ lang, numbers }) {
    const words = say(planWords, lang)
    const part = (heading: string, ...sentences: readonly string[]): Html =>
      html`<h2 class="when">${heading}</h2><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
    return {
      kind: 'page',
      title: words.title,
      main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
<p class="note warm">${words.danger({ number: numberOf(numbers, 'contact-centre') })}</p>
${part(words.homeHeading, words.home1, words.home2({ number: numberOf(numbers, 'police') }), words.home3, words.home4)}
${part(words.thingsHeading, words.things1, words.things2, words.things3, words.things4)}
<p>${words.thingsLaw}</p>
${citedLine(['kz/lop/72'], lang)}
${part(words.peopleHeading, words.people1, words.people2)}
${part(words.leaveHeading, words.leave1, words.leave2, words.leave3, words.leave4({ number: numberOf(numbers, 'contact-centre') }))}
${part(words.afterHeading, words.after1, words.after2, words.after3)}
<section class="note warm noprint"><h2>${words.paperHeading}</h2><p>${words.paper}</p>
<p class="small">${words.printHint}</p>
<p class="acts"><button class="btn two" type="button" data-print hidden>${words.print}</button></p></section>
<p class="noprint"><a href="/${lang}/traces">${words.traces}</a></p>`,
    }
  },
}
