// The first page: the numbers before anything else.
import { html } from '@umai/platform'
import { say } from '@umai/words'
import type { Page } from '../http/visit.ts'
import { icon, skylight } from '../ui/ornament/template.ts'
import { plainBreak } from '../ui/plain/template.ts'
import { homeWords } from './words.ts'

export const homePage: Page = {
  path: '/',
  isSteady: true,
  answer({ lang, numbers, isSample }) {
    const words = say(homeWords, lang)
    const who = {
      police: { who: words.police, when: words.policeWhen },
      'contact-centre': { who: words.contactCentre, when: words.contactCentreWhen },
      rescue: { who: words.rescue, when: words.rescueWhen },
      ambulance: { who: words.ambulance, when: words.ambulanceWhen },
    } as const
    const choices = [
      { to: 'rights', sign: 'book', title: words.rights, says: words.rightsSays },
      { to: 'places', sign: 'place', title: words.places, says: words.placesSays },
      { to: 'signs', sign: 'question', title: words.signs, says: words.signsSays },
      { to: 'write', sign: 'letter', title: words.write, says: words.writeSays },
      { to: 'plan', sign: 'list', title: words.plan, says: words.planSays },
    ] as const
    const more = [
      { to: 'steps', title: words.steps },
      { to: 'mailbox', title: words.mailbox },
      { to: 'hello', title: words.hello },
      { to: 'call', title: words.call },
      { to: 'words', title: words.words },
      { to: 'law', title: words.law },
      { to: 'figures', title: words.figures },
      { to: 'sheet', title: words.sheet },
      { to: 'traces', title: words.traces },
    ]
    return {
      kind: 'page',
      isWide: true,
      main: html`<div class="home">
<div class="hero">${skylight()}
<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
</div>
<section class="side" aria-labelledby="call">
<h2 id="call">${words.callNow}</h2>
<ul class="numbers">
${numbers.map(
  ({ kind, number }) =>
    html`<li><a href="tel:${number}"><b>${number}</b> <span><b>${who[kind].who}</b>${plainBreak}${who[kind].when}</span>${icon('phone')}</a></li>`,
)}
</ul>
<p class="small">${words.callTrace}</p>
</section>
<section class="do" aria-labelledby="do">
<h2 id="do">${words.start}</h2>
<ul class="goes">
${choices.map(
  ({ to, sign, title, says }) =>
    html`<li><a class="go" href="/${lang}/${to}">${icon(sign)}<b>${title}</b>${plainBreak}<span>${says}</span></a></li>`,
)}
</ul>
</section>
<section class="note" aria-labelledby="honest">
<h2 id="honest">${words.honest}</h2>
<ul>
<li>${words.honestStorage}</li>
<li>${words.honestHistory}</li>
<li>${words.honestWatch}</li>
</ul>
<p><a href="/${lang}/traces">${words.traces}</a></p>
</section>
<nav class="more" aria-labelledby="more">
<h2 id="more">${words.more}</h2>
<ul class="rows">${more.map(({ to, title }) => html`<li><a href="/${lang}/${to}">${title}</a></li>`)}</ul>
</nav>
</div>
${isSample && html`<p class="small">${words.sample}</p>`}`,
    }
  },
}
