// The first page: the numbers before anything else.
import { type Html, html } from '@umai/platform'
import { type Lang, say } from '@umai/words'
import { icon, skylight } from '../ui/ornament/template.ts'
import { homeWords } from './words.ts'

export function homePage(lang: Lang, { isSample }: { readonly isSample: boolean }): Html {
  const words = say(homeWords, lang)
  const numbers = [
    { number: '102', who: words.police, when: words.policeWhen },
    { number: '111', who: words.contactCentre, when: words.contactCentreWhen },
    { number: '112', who: words.rescue, when: words.rescueWhen },
  ]
  return html`<div class="home">
<div class="hero">${skylight()}
<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
</div>
<section aria-labelledby="call">
<h2 id="call">${words.callNow}</h2>
<ul class="numbers">
${numbers.map(
  ({ number, who, when }) =>
    html`<li><a href="tel:${number}"><b>${number}</b><span><b>${who}</b>${when}</span>${icon('phone')}</a></li>`,
)}
</ul>
<p class="small">${words.callTrace}</p>
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
</div>
${isSample && html`<p class="small">${words.sample}</p>`}`
}
