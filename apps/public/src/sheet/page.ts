// A sheet for a wall, printed by whoever wants it: the square code and the typed address lead to the page for children. It names
// no subject: whoever stands before it stands before a question.
import { type Html, html } from '@umai/platform'
import { type Lang, langs, type Said, say } from '@umai/words'
import type { Page } from '../http/visit.ts'
import { numberOf } from '../numbers/model.ts'
import { crown, swallow } from '../ui/ornament/template.ts'
import { isReachable, squareCode, typedAddress } from './model.ts'
import { sheetWords } from './words.ts'

type Words = Said<(typeof sheetWords)['model'] & object>
const strips = 8
/** Letters above which the address is set smaller on a strip. */
const longAddress = 26

export const sheetPage: Page = {
  path: '/sheet',
  answer({ lang, origin, numbers }) {
    const words: Words = say(sheetWords, lang)
    // Without a language in it: the phone of the child says which.
    const address = `${origin}/hello`
    const typed = typedAddress(address)
    const [centre, police] = [numberOf(numbers, 'contact-centre'), numberOf(numbers, 'police')]
    // The language of the page stands first; a wall has readers of each.
    const order: readonly Lang[] = [lang, ...langs.filter((other) => other !== lang)]
    const inEach = (key: 'question' | 'come' | 'scan' | 'talk' | 'danger'): Html =>
      html`${order.map((other) => {
        const said: Words = say(sheetWords, other)
        return html`<span lang="${other}">${said[key]}</span> `
      })}`
    return {
      kind: 'page',
      title: words.title,
      main: html`<div class="noprint"><h1>${words.heading}</h1><p class="lead">${words.lead}</p>
${!isReachable(origin) && html`<p class="note warm">${words.local({ address: typed })}</p>`}
<p class="acts"><button class="btn" type="button" data-print hidden>${words.print}</button></p>
<p class="small">${words.printHow}</p>
<section class="note"><h2>${words.how}</h2><ul>${[words.how1, words.how2, words.how3, words.how4, words.how5].map((line) => html`<li>${line}</li>`)}</ul></section></div>
<article class="poster" aria-label="${words.question}">
${swallow()}
<h2 class="ask">${inEach('question')}</h2>
<div class="lead-to">${codeOf(address, words.code({ address: typed }))}
<div><p class="come">${inEach('come')}</p><p class="scan">${inEach('scan')}</p></div></div>
<p class="typed-address">${typed}</p>
<ul class="numbers"><li><span><b>${centre}</b> ${inEach('talk')}</span></li><li><span><b>${police}</b> ${inEach('danger')}</span></li></ul>
<ul class="strips${typed.length > longAddress && ' long'}" aria-label="${words.tear}">${Array.from({ length: strips }, () => html`<li>${crown()}<b>${typed}</b> <span>${centre}</span></li>`)}</ul>
</article>`,
    }
  },
}

function codeOf(address: string, label: string): Html {
  const { size, path } = squareCode(address)
  return html`<svg class="code" width="240" height="240" viewBox="-4 -4 ${size + 8} ${size + 8}" role="img" aria-label="${label}"><rect fill="#fff" x="-4" y="-4" width="${size + 8}" height="${size + 8}"/><path d="${path}"/></svg>`
}
