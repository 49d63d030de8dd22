// "Is it violence?" in plain words: the four kinds the law names, and stalking, forced marriage, bullying, each with its article.
import { type Html, html } from '@umai/platform'
import { say } from '@umai/words'
import type { Page } from '../http/visit.ts'
import { numberOf } from '../numbers/model.ts'
import { citedLine, lawSays } from '../ui/cited/template.ts'
import { signsWords } from './words.ts'

export const signsPage: Page = {
  path: '/signs',
  isSteady: true,
  answer({ lang, today, numbers }) {
    const words = say(signsWords, lang)
    const list = (sentences: readonly string[]): Html =>
      html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
    const card = (title: string, sentences: readonly string[]): Html =>
      html`<article class="right"><h3>${title}</h3>${list(sentences)}</article>`
    const named = (title: string, sentence: string, refs: readonly string[]): Html =>
      html`<article class="right"><h3>${title}</h3><p>${sentence}</p>${lawSays(refs, today, lang)}${citedLine(refs, lang)}</article>`
    return {
      kind: 'page',
      title: words.title,
      main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
<h2 class="when">${words.four}</h2>
<div class="pairs">
${card(words.body, [words.body1, words.body2, words.body3])}
${card(words.mind, [words.mind1, words.mind2, words.mind3])}
${card(words.sex, [words.sex1, words.sex2, words.sex3])}
${card(words.money, [words.money1, words.money2, words.money3])}
</div>
${lawSays(['kz/lop/72#p1'], today, lang)}
${citedLine(['kz/lop/72'], lang)}
<h2 class="when">${words.alsoHeading}</h2>
${named(words.beat, words.beat1, ['kz/cc/109-1#p1', 'kz/cc/108-1#p1'])}
${named(words.threat, words.threat1, ['kz/cc/115#p1'])}
${named(words.follow, words.follow1, ['kz/cc/115-1#p1'])}
${named(words.marry, words.marry1, ['kz/cc/125-1#p1', 'kz/cc/125-1#p2'])}
${named(words.school, words.school1, ['kz/cao/127-2#p1'])}
<section class="note"><h2>${words.nextHeading}</h2>
${list([words.next1, words.next2({ number: numberOf(numbers, 'contact-centre') }), words.next3])}
<p class="acts"><a class="btn two" href="/${lang}/call">${words.call}</a> <a class="btn two" href="/${lang}/plan">${words.plan}</a></p></section>`,
    }
  },
}
